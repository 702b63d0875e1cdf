"""The WSGI object and `python app.py`: settings, create_app, nothing else."""

from webapp.application import create_app
from webapp.cli import register_commands

app = create_app()
register_commands(app)

if __name__ == "__main__":
    app.run("localhost", 8000)
