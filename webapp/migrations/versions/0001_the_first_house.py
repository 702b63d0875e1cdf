"""The first house: every table of the first version, and the ledger's own refusal to change."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


SQLITE_GUARD = (
    """CREATE TRIGGER ledger_entries_no_update BEFORE UPDATE ON ledger_entries
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    """CREATE TRIGGER ledger_entries_no_delete BEFORE DELETE ON ledger_entries
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
    """CREATE TRIGGER ledger_entries_no_replace BEFORE INSERT ON ledger_entries
WHEN EXISTS (SELECT 1 FROM ledger_entries WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END""",
)

POSTGRESQL_GUARD = (
    """CREATE OR REPLACE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$""",
    """CREATE TRIGGER ledger_entries_no_change BEFORE UPDATE OR DELETE ON ledger_entries
FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change()""",
    """CREATE TRIGGER ledger_entries_no_truncate BEFORE TRUNCATE ON ledger_entries
FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change()""",
)


def upgrade() -> None:
    op.create_table(
        "areas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("region", sa.String(length=20), nullable=True),
        sa.Column("lineage", sa.String(length=120), nullable=False),
        sa.Column("regions", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["areas.id"], name=op.f("fk_areas_parent_id_areas")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_areas")),
        sa.UniqueConstraint("code", name=op.f("uq_areas_code")),
        sa.UniqueConstraint("lineage", name=op.f("uq_areas_lineage")),
    )
    op.create_table(
        "benefit_positions",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("benefit", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_benefit_positions")),
        sa.UniqueConstraint("benefit", name=op.f("uq_benefit_positions_benefit")),
    )
    op.create_table(
        "issuer_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kid", sa.LargeBinary(length=4), nullable=False),
        sa.Column("algorithm", sa.String(length=10), nullable=False),
        sa.Column("private_pem", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issuer_keys")),
        sa.UniqueConstraint("kid", name=op.f("uq_issuer_keys_kid")),
    )
    op.create_index(
        "one_signs",
        "issuer_keys",
        ["algorithm"],
        unique=True,
        sqlite_where=sa.text("retired_at IS NULL"),
        postgresql_where=sa.text("retired_at IS NULL"),
    )
    op.create_table(
        "ledger_entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.String(length=80), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("mandate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("guardianship_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("errand_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("matter", sa.String(length=60), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entries")),
    )
    op.create_index("ix_ledger_entries_matter_id", "ledger_entries", ["matter", "id"], unique=False)
    op.create_index("ix_ledger_entries_subject_id_id", "ledger_entries", ["subject_id", "id"], unique=False)
    op.create_table(
        "ledger_heads",
        sa.Column(
            "subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("length", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_ledger_heads")),
    )
    op.create_table(
        "rulebooks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("given", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rulebooks")),
        sa.UniqueConstraint("region", "digest", name=op.f("uq_rulebooks_region_digest")),
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempts")),
    )
    op.create_index("ix_sign_in_attempts_key_at", "sign_in_attempts", ["key", "at"], unique=False)
    op.create_table(
        "organisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.Column("hours", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_organisations_area_id_areas")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_organisations_public_id")),
    )
    op.create_table(
        "residents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("citizen_id", sa.LargeBinary(), nullable=False),
        sa.Column("citizen_id_index", sa.String(length=64), nullable=False),
        sa.Column("birth_on", sa.Date(), nullable=False),
        sa.Column("hukou_area_id", sa.Integer(), nullable=True),
        sa.Column("hukou_area_from", sa.Date(), nullable=True),
        sa.Column("former_hukou_area_id", sa.Integer(), nullable=True),
        sa.Column("residence_area_id", sa.Integer(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.String(length=64), nullable=True),
        sa.Column("phone_proved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("register_phone", sa.LargeBinary(), nullable=True),
        sa.Column("register_name", sa.String(length=60), nullable=True),
        sa.Column("register_hukou_area_id", sa.Integer(), nullable=True),
        sa.Column("register_residence_area_id", sa.Integer(), nullable=True),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("in_register_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_register_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("died_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["former_hukou_area_id"], ["areas.id"], name=op.f("fk_residents_former_hukou_area_id_areas")
        ),
        sa.ForeignKeyConstraint(["hukou_area_id"], ["areas.id"], name=op.f("fk_residents_hukou_area_id_areas")),
        sa.ForeignKeyConstraint(
            ["register_hukou_area_id"], ["areas.id"], name=op.f("fk_residents_register_hukou_area_id_areas")
        ),
        sa.ForeignKeyConstraint(
            ["register_residence_area_id"], ["areas.id"], name=op.f("fk_residents_register_residence_area_id_areas")
        ),
        sa.ForeignKeyConstraint(["residence_area_id"], ["areas.id"], name=op.f("fk_residents_residence_area_id_areas")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residents")),
        sa.UniqueConstraint("citizen_id_index", name=op.f("uq_residents_citizen_id_index")),
        sa.UniqueConstraint("public_id", name=op.f("uq_residents_public_id")),
    )
    op.create_index("ix_residents_hukou_area_id", "residents", ["hukou_area_id"], unique=False)
    op.create_index(op.f("ix_residents_phone_index"), "residents", ["phone_index"], unique=False)
    op.create_index("ix_residents_residence_area_id", "residents", ["residence_area_id"], unique=False)
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.String(length=64), nullable=True),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("theme", sa.String(length=16), nullable=False),
        sa.Column("text_size", sa.String(length=16), nullable=False),
        sa.Column("reading", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["resident_id"], ["residents.id"], name=op.f("fk_accounts_resident_id_residents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("phone_index", name=op.f("uq_accounts_phone_index")),
        sa.UniqueConstraint("public_id", name=op.f("uq_accounts_public_id")),
        sa.UniqueConstraint("resident_id", name=op.f("uq_accounts_resident_id")),
    )
    op.create_table(
        "assessment_sites",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("offers_home", sa.Boolean(), nullable=False),
        sa.Column("access_notes", sa.String(length=500), nullable=True),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_assessment_sites_organisation_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_sites")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_assessment_sites_organisation_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_assessment_sites_public_id")),
    )
    op.create_table(
        "benefit_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("frozen_reason", sa.String(length=32), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(frozen_at IS NULL) = (frozen_reason IS NULL)", name=op.f("ck_benefit_codes_reason")),
        sa.ForeignKeyConstraint(["resident_id"], ["residents.id"], name=op.f("fk_benefit_codes_resident_id_residents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit_codes")),
        sa.UniqueConstraint("public_id", name=op.f("uq_benefit_codes_public_id")),
        sa.UniqueConstraint("resident_id", name=op.f("uq_benefit_codes_resident_id")),
    )
    op.create_table(
        "disability_certificates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.LargeBinary(), nullable=False),
        sa.Column("number_index", sa.String(length=64), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("grade BETWEEN 1 AND 4", name=op.f("ck_disability_certificates_grade")),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_disability_certificates_resident_id_residents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disability_certificates")),
        sa.UniqueConstraint("public_id", name=op.f("uq_disability_certificates_public_id")),
    )
    op.create_index(
        op.f("ix_disability_certificates_number_index"), "disability_certificates", ["number_index"], unique=False
    )
    op.create_index(
        op.f("ix_disability_certificates_resident_id"), "disability_certificates", ["resident_id"], unique=False
    )
    op.create_index(
        "one_in_force",
        "disability_certificates",
        ["resident_id"],
        unique=True,
        sqlite_where=sa.text("cancelled_at IS NULL AND replaced_at IS NULL"),
        postgresql_where=sa.text("cancelled_at IS NULL AND replaced_at IS NULL"),
    )
    op.create_table(
        "resident_circumstances",
        sa.Column("resident_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("region", sa.String(length=20), nullable=True),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_resident_circumstances_resident_id_residents")
        ),
        sa.PrimaryKeyConstraint("resident_id", name=op.f("pk_resident_circumstances")),
    )
    op.create_index(op.f("ix_resident_circumstances_due_on"), "resident_circumstances", ["due_on"], unique=False)
    op.create_table(
        "resident_needs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("need", sa.String(length=32), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_resident_needs_resident_id_residents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident_needs")),
        sa.UniqueConstraint("resident_id", "need", name=op.f("uq_resident_needs_resident_id_need")),
    )
    op.create_table(
        "stored_entitlements",
        sa.Column("resident_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("worked_out_on", sa.Date(), nullable=False),
        sa.Column("rulebook_id", sa.Integer(), nullable=False),
        sa.Column("entitled", sa.LargeBinary(), nullable=False),
        sa.Column("could_be", sa.LargeBinary(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_stored_entitlements_resident_id_residents")
        ),
        sa.ForeignKeyConstraint(
            ["rulebook_id"], ["rulebooks.id"], name=op.f("fk_stored_entitlements_rulebook_id_rulebooks")
        ),
        sa.PrimaryKeyConstraint("resident_id", name=op.f("pk_stored_entitlements")),
    )
    op.create_index(op.f("ix_stored_entitlements_rulebook_id"), "stored_entitlements", ["rulebook_id"], unique=False)
    op.create_table(
        "assessment_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_assessment_sessions_order")),
        sa.ForeignKeyConstraint(["opened_by"], ["accounts.id"], name=op.f("fk_assessment_sessions_opened_by_accounts")),
        sa.ForeignKeyConstraint(
            ["site_id"], ["assessment_sites.id"], name=op.f("fk_assessment_sessions_site_id_assessment_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_sessions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_assessment_sessions_public_id")),
    )
    op.create_index(
        "ix_assessment_sessions_site_id_starts_at", "assessment_sessions", ["site_id", "starts_at"], unique=False
    )
    op.create_table(
        "assessment_site_categories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"], ["assessment_sites.id"], name=op.f("fk_assessment_site_categories_site_id_assessment_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_site_categories")),
        sa.UniqueConstraint("site_id", "category", name=op.f("uq_assessment_site_categories_site_id_category")),
    )
    op.create_table(
        "automatic_openings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("benefit", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("switched_on_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("switched_on_by", sa.Integer(), nullable=False),
        sa.Column("switched_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("switched_off_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(switched_off_at IS NULL) = (switched_off_by IS NULL)", name=op.f("ck_automatic_openings_switched_off")
        ),
        sa.ForeignKeyConstraint(
            ["switched_off_by"], ["accounts.id"], name=op.f("fk_automatic_openings_switched_off_by_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["switched_on_by"], ["accounts.id"], name=op.f("fk_automatic_openings_switched_on_by_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_automatic_openings")),
    )
    op.create_index(
        "one_switched_on",
        "automatic_openings",
        ["benefit"],
        unique=True,
        sqlite_where=sa.text("switched_off_at IS NULL"),
        postgresql_where=sa.text("switched_off_at IS NULL"),
    )
    op.create_table(
        "benefit_choices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("benefits", sa.String(length=600), nullable=False),
        sa.Column("gives_up", sa.String(length=600), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chosen_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["chosen_by"], ["accounts.id"], name=op.f("fk_benefit_choices_chosen_by_accounts")),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_benefit_choices_resident_id_residents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit_choices")),
    )
    op.create_index(op.f("ix_benefit_choices_resident_id"), "benefit_choices", ["resident_id"], unique=False)
    op.create_table(
        "benefit_inquiries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("benefit", sa.String(length=120), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["accounts.id"], name=op.f("fk_benefit_inquiries_answered_by_accounts")
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["accounts.id"], name=op.f("fk_benefit_inquiries_asked_by_accounts")),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_benefit_inquiries_resident_id_residents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit_inquiries")),
        sa.UniqueConstraint("public_id", name=op.f("uq_benefit_inquiries_public_id")),
    )
    op.create_index(
        "ix_benefit_inquiries_resident_id_benefit", "benefit_inquiries", ["resident_id", "benefit"], unique=False
    )
    op.create_table(
        "benefit_openings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("benefit", sa.String(length=120), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("(settled_at IS NULL) = (settled_by IS NULL)", name=op.f("ck_benefit_openings_settled")),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_benefit_openings_resident_id_residents")
        ),
        sa.ForeignKeyConstraint(["settled_by"], ["accounts.id"], name=op.f("fk_benefit_openings_settled_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit_openings")),
        sa.UniqueConstraint("public_id", name=op.f("uq_benefit_openings_public_id")),
    )
    op.create_index(
        "one_opening",
        "benefit_openings",
        ["resident_id", "benefit"],
        unique=True,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.create_table(
        "benefits_in_force",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("benefit", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end_recorded_by", sa.Integer(), nullable=True),
        sa.Column("end_recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= effective_on", name=op.f("ck_benefits_in_force_order")),
        sa.ForeignKeyConstraint(
            ["end_recorded_by"], ["accounts.id"], name=op.f("fk_benefits_in_force_end_recorded_by_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["accounts.id"], name=op.f("fk_benefits_in_force_recorded_by_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefits_in_force")),
        sa.UniqueConstraint("public_id", name=op.f("uq_benefits_in_force_public_id")),
    )
    op.create_index(op.f("ix_benefits_in_force_benefit"), "benefits_in_force", ["benefit"], unique=False)
    op.create_index(
        "one_open",
        "benefits_in_force",
        ["benefit"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.create_table(
        "booking_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("started_by", sa.Integer(), nullable=True),
        sa.Column("chosen", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_booking_drafts_resident_id_residents")
        ),
        sa.ForeignKeyConstraint(["started_by"], ["accounts.id"], name=op.f("fk_booking_drafts_started_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_drafts")),
        sa.UniqueConstraint("resident_id", "started_by", name=op.f("uq_booking_drafts_resident_id_started_by")),
    )
    op.create_table(
        "channel_refusals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_channel_refusals_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_refusals")),
        sa.UniqueConstraint(
            "account_id", "topic", "channel", name=op.f("uq_channel_refusals_account_id_topic_channel")
        ),
    )
    op.create_table(
        "checkpoints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("credential_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("enrolled_by", sa.Integer(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_checkpoints_area_id_areas")),
        sa.ForeignKeyConstraint(["enrolled_by"], ["accounts.id"], name=op.f("fk_checkpoints_enrolled_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoints")),
        sa.UniqueConstraint("credential_digest", name=op.f("uq_checkpoints_credential_digest")),
        sa.UniqueConstraint("public_id", name=op.f("uq_checkpoints_public_id")),
    )
    op.create_index("ix_checkpoints_area_id", "checkpoints", ["area_id"], unique=False)
    op.create_table(
        "complaints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("matter", sa.String(length=60), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("(answered_at IS NULL) = (answer IS NULL)", name=op.f("ck_complaints_answered")),
        sa.CheckConstraint("(answered_at IS NULL) = (outcome IS NULL)", name=op.f("ck_complaints_outcome")),
        sa.CheckConstraint(
            "answered_at IS NULL OR withdrawn_at IS NULL", name=op.f("ck_complaints_answered_or_withdrawn")
        ),
        sa.ForeignKeyConstraint(["answered_by"], ["accounts.id"], name=op.f("fk_complaints_answered_by_accounts")),
        sa.ForeignKeyConstraint(["asked_by"], ["accounts.id"], name=op.f("fk_complaints_asked_by_accounts")),
        sa.ForeignKeyConstraint(["resident_id"], ["residents.id"], name=op.f("fk_complaints_resident_id_residents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
        sa.UniqueConstraint("public_id", name=op.f("uq_complaints_public_id")),
    )
    op.create_index("ix_complaints_resident_id", "complaints", ["resident_id"], unique=False)
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("words_hash", sa.String(length=64), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("withdrawn_at IS NULL OR withdrawn_at >= given_at", name=op.f("ck_consents_order")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_consents_account_id_accounts")),
        sa.ForeignKeyConstraint(["resident_id"], ["residents.id"], name=op.f("fk_consents_resident_id_residents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index(op.f("ix_consents_account_id"), "consents", ["account_id"], unique=False)
    op.create_index(op.f("ix_consents_resident_id"), "consents", ["resident_id"], unique=False)
    op.create_table(
        "correction_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=32), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_by", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("(settled_at IS NULL) = (outcome IS NULL)", name=op.f("ck_correction_requests_settled")),
        sa.CheckConstraint(
            "settled_at IS NULL OR undone_at IS NULL", name=op.f("ck_correction_requests_settled_or_undone")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["accounts.id"], name=op.f("fk_correction_requests_requested_by_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_correction_requests_resident_id_residents")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["accounts.id"], name=op.f("fk_correction_requests_settled_by_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction_requests")),
        sa.UniqueConstraint("public_id", name=op.f("uq_correction_requests_public_id")),
    )
    op.create_index("ix_correction_requests_resident_id", "correction_requests", ["resident_id"], unique=False)
    op.create_table(
        "disagreements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=60), nullable=False),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("arose_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("goes_ahead", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["first_id"], ["accounts.id"], name=op.f("fk_disagreements_first_id_accounts")),
        sa.ForeignKeyConstraint(["resident_id"], ["residents.id"], name=op.f("fk_disagreements_resident_id_residents")),
        sa.ForeignKeyConstraint(["second_id"], ["accounts.id"], name=op.f("fk_disagreements_second_id_accounts")),
        sa.ForeignKeyConstraint(["settled_by"], ["accounts.id"], name=op.f("fk_disagreements_settled_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disagreements")),
        sa.UniqueConstraint("public_id", name=op.f("uq_disagreements_public_id")),
    )
    op.create_index("ix_disagreements_resident_id", "disagreements", ["resident_id"], unique=False)
    op.create_table(
        "errands",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("matter", sa.String(length=60), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("words_version", sa.String(length=20), nullable=False),
        sa.Column("words_hash", sa.String(length=64), nullable=False),
        sa.Column("consent_kind", sa.String(length=32), nullable=False),
        sa.Column("consent_record", sa.LargeBinary(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("end_reason", sa.String(length=20), nullable=True),
        sa.CheckConstraint("words <> '' AND consent_record <> ''", name=op.f("ck_errands_written")),
        sa.CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name=op.f("ck_errands_ended")),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_errands_duration")),
        sa.ForeignKeyConstraint(["ended_by"], ["accounts.id"], name=op.f("fk_errands_ended_by_accounts")),
        sa.ForeignKeyConstraint(["officer_id"], ["accounts.id"], name=op.f("fk_errands_officer_id_accounts")),
        sa.ForeignKeyConstraint(["resident_id"], ["residents.id"], name=op.f("fk_errands_resident_id_residents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errands")),
        sa.UniqueConstraint("public_id", name=op.f("uq_errands_public_id")),
    )
    op.create_index("ix_errands_matter", "errands", ["matter"], unique=False)
    op.create_index("ix_errands_resident_id", "errands", ["resident_id"], unique=False)
    op.create_index(
        "one_errand_in_a_matter",
        "errands",
        ["officer_id", "matter"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "one_errand_to_begin",
        "errands",
        ["officer_id", "resident_id", "kind"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL AND matter IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL AND matter IS NULL"),
    )
    op.create_table(
        "guardianships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("guardian_id", sa.Integer(), nullable=False),
        sa.Column("guardian_name", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("proof", sa.String(length=32), nullable=False),
        sa.Column("reference", sa.LargeBinary(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_by", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("end_reason", sa.String(length=20), nullable=True),
        sa.CheckConstraint("review_on > from_on", name=op.f("ck_guardianships_duration")),
        sa.ForeignKeyConstraint(["checked_by"], ["accounts.id"], name=op.f("fk_guardianships_checked_by_accounts")),
        sa.ForeignKeyConstraint(["ended_by"], ["accounts.id"], name=op.f("fk_guardianships_ended_by_accounts")),
        sa.ForeignKeyConstraint(["guardian_id"], ["accounts.id"], name=op.f("fk_guardianships_guardian_id_accounts")),
        sa.ForeignKeyConstraint(["resident_id"], ["residents.id"], name=op.f("fk_guardianships_resident_id_residents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardianships")),
        sa.UniqueConstraint("public_id", name=op.f("uq_guardianships_public_id")),
    )
    op.create_index(
        "ix_guardianships_guardian_id_resident_id", "guardianships", ["guardian_id", "resident_id"], unique=False
    )
    op.create_index("ix_guardianships_resident_id", "guardianships", ["resident_id"], unique=False)
    op.create_table(
        "home_service_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("asks", sa.JSON(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("helper_gender", sa.String(length=32), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("requested_by", sa.Integer(), nullable=True),
        sa.Column("drafted_by", sa.Integer(), nullable=True),
        sa.Column("agreement", sa.String(length=32), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decline_reason", sa.String(length=32), nullable=True),
        sa.Column("decline_words", sa.LargeBinary(), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("rating_words", sa.LargeBinary(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by", sa.String(length=20), nullable=True),
        sa.Column("cancel_reason", sa.String(length=32), nullable=True),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_home_service_requests_rating")),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_home_service_requests_area_id_areas")),
        sa.ForeignKeyConstraint(
            ["drafted_by"], ["accounts.id"], name=op.f("fk_home_service_requests_drafted_by_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["accounts.id"], name=op.f("fk_home_service_requests_requested_by_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_home_service_requests_resident_id_residents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_service_requests")),
        sa.UniqueConstraint("public_id", name=op.f("uq_home_service_requests_public_id")),
    )
    op.create_index(
        "ix_home_service_requests_area_id_requested_at",
        "home_service_requests",
        ["area_id", "requested_at"],
        unique=False,
    )
    op.create_index("ix_home_service_requests_resident_id", "home_service_requests", ["resident_id"], unique=False)
    op.create_table(
        "interrupted_forms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("fields", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_interrupted_forms_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interrupted_forms")),
        sa.UniqueConstraint("public_id", name=op.f("uq_interrupted_forms_public_id")),
    )
    op.create_index(op.f("ix_interrupted_forms_account_id"), "interrupted_forms", ["account_id"], unique=False)
    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=60), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_letters_answered")),
        sa.ForeignKeyConstraint(["answered_by"], ["accounts.id"], name=op.f("fk_letters_answered_by_accounts")),
        sa.ForeignKeyConstraint(["asked_by"], ["accounts.id"], name=op.f("fk_letters_asked_by_accounts")),
        sa.ForeignKeyConstraint(["resident_id"], ["residents.id"], name=op.f("fk_letters_resident_id_residents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("public_id", name=op.f("uq_letters_public_id")),
    )
    op.create_index("ix_letters_resident_id_matter", "letters", ["resident_id", "matter"], unique=False)
    op.create_table(
        "mandates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("agent_name", sa.String(length=60), nullable=False),
        sa.Column("relation", sa.String(length=30), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("words_version", sa.String(length=20), nullable=False),
        sa.Column("words_hash", sa.String(length=64), nullable=False),
        sa.Column("signature_kind", sa.String(length=32), nullable=False),
        sa.Column("signature_proof", sa.String(length=200), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drafted_as", sa.String(length=16), nullable=True),
        sa.Column("renews_id", sa.Integer(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.Column("revoked_reason", sa.String(length=20), nullable=True),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_mandates_duration")),
        sa.ForeignKeyConstraint(["agent_id"], ["accounts.id"], name=op.f("fk_mandates_agent_id_accounts")),
        sa.ForeignKeyConstraint(["renews_id"], ["mandates.id"], name=op.f("fk_mandates_renews_id_mandates")),
        sa.ForeignKeyConstraint(["resident_id"], ["residents.id"], name=op.f("fk_mandates_resident_id_residents")),
        sa.ForeignKeyConstraint(["revoked_by"], ["accounts.id"], name=op.f("fk_mandates_revoked_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandates")),
        sa.UniqueConstraint("public_id", name=op.f("uq_mandates_public_id")),
    )
    op.create_index("ix_mandates_agent_id_resident_id", "mandates", ["agent_id", "resident_id"], unique=False)
    op.create_index("ix_mandates_resident_id", "mandates", ["resident_id"], unique=False)
    op.create_table(
        "one_time_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("device_index", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_one_time_codes_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_codes")),
        sa.UniqueConstraint("public_id", name=op.f("uq_one_time_codes_public_id")),
    )
    op.create_index(op.f("ix_one_time_codes_account_id"), "one_time_codes", ["account_id"], unique=False)
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cooling_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_passkeys_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkeys_credential_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_passkeys_public_id")),
    )
    op.create_index(op.f("ix_passkeys_account_id"), "passkeys", ["account_id"], unique=False)
    op.create_table(
        "push_devices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("device_index", sa.String(length=64), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("endpoint", sa.LargeBinary(), nullable=False),
        sa.Column("endpoint_index", sa.String(length=64), nullable=False),
        sa.Column("p256dh", sa.LargeBinary(), nullable=False),
        sa.Column("auth", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired_because", sa.String(length=20), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_push_devices_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_devices")),
        sa.UniqueConstraint("public_id", name=op.f("uq_push_devices_public_id")),
    )
    op.create_index("ix_push_devices_account_id", "push_devices", ["account_id"], unique=False)
    op.create_index(
        "one_account_an_endpoint",
        "push_devices",
        ["endpoint_index"],
        unique=True,
        sqlite_where=sa.text("retired_at IS NULL"),
        postgresql_where=sa.text("retired_at IS NULL"),
    )
    op.create_table(
        "quiet_hours",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=False),
        sa.Column("quiet_until", sa.Time(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_quiet_hours_account_id_accounts")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_quiet_hours")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_recovery_codes_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_codes_code_hash")),
    )
    op.create_index(op.f("ix_recovery_codes_account_id"), "recovery_codes", ["account_id"], unique=False)
    op.create_table(
        "resident_facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("fact", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["recorded_by"], ["accounts.id"], name=op.f("fk_resident_facts_recorded_by_accounts")),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_resident_facts_resident_id_residents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident_facts")),
    )
    op.create_index(
        "ix_resident_facts_resident_id_fact", "resident_facts", ["resident_id", "fact", "from_on"], unique=False
    )
    op.create_table(
        "sign_in_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("device", sa.String(length=120), nullable=False),
        sa.Column("device_index", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cooling_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_way", sa.String(length=20), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_sign_in_sessions_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_sessions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_sign_in_sessions_public_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_sessions_token_hash")),
    )
    op.create_index(op.f("ix_sign_in_sessions_account_id"), "sign_in_sessions", ["account_id"], unique=False)
    op.create_table(
        "staff_memberships",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("invited_by", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("open_matters", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_staff_memberships_account_id_accounts")),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_staff_memberships_area_id_areas")),
        sa.ForeignKeyConstraint(["invited_by"], ["accounts.id"], name=op.f("fk_staff_memberships_invited_by_accounts")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_staff_memberships_organisation_id_organisations")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["staff_memberships.id"], name=op.f("fk_staff_memberships_successor_id_staff_memberships")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_memberships")),
        sa.UniqueConstraint("public_id", name=op.f("uq_staff_memberships_public_id")),
    )
    op.create_index("ix_staff_memberships_account_id", "staff_memberships", ["account_id"], unique=False)
    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("answer", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_submissions_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("account_id", "key", name=op.f("uq_submissions_account_id_key")),
    )
    op.create_table(
        "view_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("viewer_id", sa.Integer(), nullable=True),
        sa.Column("viewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("page", sa.String(length=60), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("(answered_at IS NULL) = (answer IS NULL)", name=op.f("ck_view_questions_answered")),
        sa.ForeignKeyConstraint(["answered_by"], ["accounts.id"], name=op.f("fk_view_questions_answered_by_accounts")),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_view_questions_resident_id_residents")
        ),
        sa.ForeignKeyConstraint(["viewer_id"], ["accounts.id"], name=op.f("fk_view_questions_viewer_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_view_questions")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_view_questions_entry_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_view_questions_public_id")),
    )
    op.create_index("ix_view_questions_resident_id", "view_questions", ["resident_id"], unique=False)
    op.create_table(
        "assessment_session_categories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["assessment_sessions.id"],
            name=op.f("fk_assessment_session_categories_session_id_assessment_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_session_categories")),
        sa.UniqueConstraint(
            "session_id", "category", name=op.f("uq_assessment_session_categories_session_id_category")
        ),
    )
    op.create_table(
        "assessment_slots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_assessment_slots_order")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["assessment_sessions.id"], name=op.f("fk_assessment_slots_session_id_assessment_sessions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_slots")),
        sa.UniqueConstraint("public_id", name=op.f("uq_assessment_slots_public_id")),
        sa.UniqueConstraint("session_id", "starts_at", name=op.f("uq_assessment_slots_session_id_starts_at")),
    )
    op.create_index("ix_assessment_slots_starts_at", "assessment_slots", ["starts_at"], unique=False)
    op.create_table(
        "checkpoint_claims",
        sa.Column("checkpoint_id", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["checkpoint_id"], ["checkpoints.id"], name=op.f("fk_checkpoint_claims_checkpoint_id_checkpoints")
        ),
        sa.PrimaryKeyConstraint("checkpoint_id", "claim", name=op.f("pk_checkpoint_claims")),
    )
    op.create_table(
        "home_service_assignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("assigned_by", sa.Integer(), nullable=True),
        sa.Column("instructions", sa.LargeBinary(), nullable=True),
        sa.Column("promised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("helper_name", sa.LargeBinary(), nullable=True),
        sa.Column("visit_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("on_the_way_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closing", sa.String(length=32), nullable=True),
        sa.Column("closing_reason", sa.String(length=30), nullable=True),
        sa.Column("closing_words", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assigned_by"], ["accounts.id"], name=op.f("fk_home_service_assignments_assigned_by_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_home_service_assignments_organisation_id_organisations"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["home_service_requests.id"],
            name=op.f("fk_home_service_assignments_request_id_home_service_requests"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_service_assignments")),
    )
    op.create_index(
        "ix_home_service_assignments_organisation_id",
        "home_service_assignments",
        ["organisation_id", "closed_at"],
        unique=False,
    )
    op.create_index(
        "one_open_assignment",
        "home_service_assignments",
        ["request_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "home_service_windows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["home_service_requests.id"],
            name=op.f("fk_home_service_windows_request_id_home_service_requests"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_service_windows")),
        sa.UniqueConstraint("request_id", "day", "part", name=op.f("uq_home_service_windows_request_id_day_part")),
    )
    op.create_table(
        "mandate_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("agent_name", sa.LargeBinary(), nullable=False),
        sa.Column("agent_phone", sa.LargeBinary(), nullable=False),
        sa.Column("relation", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("renews_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["renews_id"], ["mandates.id"], name=op.f("fk_mandate_drafts_renews_id_mandates")),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_mandate_drafts_resident_id_residents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate_drafts")),
        sa.UniqueConstraint("public_id", name=op.f("uq_mandate_drafts_public_id")),
        sa.UniqueConstraint("resident_id", name=op.f("uq_mandate_drafts_resident_id")),
    )
    op.create_table(
        "mandate_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("agent_name", sa.LargeBinary(), nullable=False),
        sa.Column("agent_phone", sa.LargeBinary(), nullable=False),
        sa.Column("relation", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("words_version", sa.String(length=20), nullable=False),
        sa.Column("words_hash", sa.String(length=64), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_index", sa.String(length=64), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("record", sa.LargeBinary(), nullable=True),
        sa.Column("mandate_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(settled_at IS NULL) = (outcome IS NULL)", name=op.f("ck_mandate_proposals_settled")),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandates.id"], name=op.f("fk_mandate_proposals_mandate_id_mandates")),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_mandate_proposals_resident_id_residents")
        ),
        sa.ForeignKeyConstraint(["settled_by"], ["accounts.id"], name=op.f("fk_mandate_proposals_settled_by_accounts")),
        sa.ForeignKeyConstraint(["written_by"], ["accounts.id"], name=op.f("fk_mandate_proposals_written_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate_proposals")),
        sa.UniqueConstraint("public_id", name=op.f("uq_mandate_proposals_public_id")),
    )
    op.create_index("ix_mandate_proposals_asked_index", "mandate_proposals", ["asked_index"], unique=False)
    op.create_index("ix_mandate_proposals_resident_id", "mandate_proposals", ["resident_id"], unique=False)
    op.create_table(
        "mandate_scopes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mandate_id", sa.Integer(), nullable=False),
        sa.Column("province", sa.String(length=32), nullable=False),
        sa.Column("power", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandates.id"], name=op.f("fk_mandate_scopes_mandate_id_mandates")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate_scopes")),
        sa.UniqueConstraint(
            "mandate_id", "province", "power", name=op.f("uq_mandate_scopes_mandate_id_province_power")
        ),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("audience", sa.String(length=32), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=True),
        sa.Column("province", sa.String(length=32), nullable=True),
        sa.Column("mandate_id", sa.Integer(), nullable=True),
        sa.Column("membership_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("matter", sa.String(length=60), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("useful_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("subject", sa.String(length=200), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("push_title", sa.String(length=100), nullable=True),
        sa.Column("push_body", sa.String(length=200), nullable=True),
        sa.Column("outside_text", sa.String(length=300), nullable=True),
        sa.Column("path", sa.String(length=200), nullable=True),
        sa.Column("worded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandates.id"], name=op.f("fk_messages_mandate_id_mandates")),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["staff_memberships.id"], name=op.f("fk_messages_membership_id_staff_memberships")
        ),
        sa.ForeignKeyConstraint(["recipient_id"], ["accounts.id"], name=op.f("fk_messages_recipient_id_accounts")),
        sa.ForeignKeyConstraint(["resident_id"], ["residents.id"], name=op.f("fk_messages_resident_id_residents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("public_id", name=op.f("uq_messages_public_id")),
        sa.UniqueConstraint("recipient_id", "key", name=op.f("uq_messages_recipient_id_key")),
    )
    op.create_index("ix_messages_created_at", "messages", ["created_at"], unique=False)
    op.create_index("ix_messages_recipient_id_id", "messages", ["recipient_id", "id"], unique=False)
    op.create_index("ix_messages_resident_id_id", "messages", ["resident_id", "id"], unique=False)
    op.create_index(
        "ix_messages_without_words",
        "messages",
        ["id"],
        unique=False,
        sqlite_where=sa.text("worded_at IS NULL"),
        postgresql_where=sa.text("worded_at IS NULL"),
    )
    op.create_table(
        "phone_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("former_phone", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("in_force_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("restored_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "in_force_at IS NULL OR stopped_at IS NULL", name=op.f("ck_phone_changes_stopped_or_in_force")
        ),
        sa.CheckConstraint("proved_at IS NOT NULL OR in_force_at IS NULL", name=op.f("ck_phone_changes_proved_first")),
        sa.CheckConstraint(
            "restored_at IS NULL OR in_force_at IS NOT NULL", name=op.f("ck_phone_changes_restored_from_force")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_phone_changes_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["code_id"], ["one_time_codes.id"], name=op.f("fk_phone_changes_code_id_one_time_codes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_changes")),
        sa.UniqueConstraint("public_id", name=op.f("uq_phone_changes_public_id")),
    )
    op.create_index(op.f("ix_phone_changes_account_id"), "phone_changes", ["account_id"], unique=False)
    op.create_table(
        "presentations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("claim", sa.String(length=40), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(length=16), nullable=True),
        sa.Column("cti", sa.LargeBinary(length=16), nullable=False),
        sa.Column("token", sa.String(length=400), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mandate_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(way = 'phone') = (number IS NULL)", name=op.f("ck_presentations_number")),
        sa.CheckConstraint("expires_at > issued_at", name=op.f("ck_presentations_life")),
        sa.ForeignKeyConstraint(["code_id"], ["benefit_codes.id"], name=op.f("fk_presentations_code_id_benefit_codes")),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandates.id"], name=op.f("fk_presentations_mandate_id_mandates")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presentations")),
        sa.UniqueConstraint("cti", name=op.f("uq_presentations_cti")),
        sa.UniqueConstraint("number", name=op.f("uq_presentations_number")),
        sa.UniqueConstraint("public_id", name=op.f("uq_presentations_public_id")),
    )
    op.create_index("ix_presentations_code_id_id", "presentations", ["code_id", "id"], unique=False)
    op.create_index("ix_presentations_expires_at", "presentations", ["expires_at"], unique=False)
    op.create_table(
        "ward_wishes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("guardianship_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guardianship_id"], ["guardianships.id"], name=op.f("fk_ward_wishes_guardianship_id_guardianships")
        ),
        sa.ForeignKeyConstraint(["resident_id"], ["residents.id"], name=op.f("fk_ward_wishes_resident_id_residents")),
        sa.ForeignKeyConstraint(["settled_by"], ["accounts.id"], name=op.f("fk_ward_wishes_settled_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ward_wishes")),
        sa.UniqueConstraint("public_id", name=op.f("uq_ward_wishes_public_id")),
    )
    op.create_index("ix_ward_wishes_resident_id", "ward_wishes", ["resident_id"], unique=False)
    op.create_table(
        "assessment_seats",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["assessment_slots.id"], name=op.f("fk_assessment_seats_slot_id_assessment_slots")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_seats")),
        sa.UniqueConstraint("slot_id", "number", name=op.f("uq_assessment_seats_slot_id_number")),
    )
    op.create_table(
        "code_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("presentation_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("scanned", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refusal", sa.String(length=32), nullable=True),
        sa.Column("checkpoint_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["checkpoint_id"], ["checkpoints.id"], name=op.f("fk_code_checks_checkpoint_id_checkpoints")
        ),
        sa.ForeignKeyConstraint(
            ["presentation_id"], ["presentations.id"], name=op.f("fk_code_checks_presentation_id_presentations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_checks")),
        sa.UniqueConstraint("public_id", name=op.f("uq_code_checks_public_id")),
    )
    op.create_index("ix_code_checks_at", "code_checks", ["at"], unique=False)
    op.create_index("ix_code_checks_checkpoint_id", "code_checks", ["checkpoint_id"], unique=False)
    op.create_index("ix_code_checks_presentation_id", "code_checks", ["presentation_id"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_token", sa.String(length=32), nullable=True),
        sa.Column("last_error", sa.String(length=60), nullable=True),
        sa.Column("reference", sa.String(length=200), nullable=True),
        sa.Column("receipt", sa.String(length=16), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["device_id"], ["push_devices.id"], name=op.f("fk_deliveries_device_id_push_devices")),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_deliveries_message_id_messages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint(
            "message_id", "channel", "device_id", name=op.f("uq_deliveries_message_id_channel_device_id")
        ),
        sa.UniqueConstraint("receipt", name=op.f("uq_deliveries_receipt")),
    )
    op.create_index(op.f("ix_deliveries_device_id"), "deliveries", ["device_id"], unique=False)
    op.create_index("ix_deliveries_state_next_at", "deliveries", ["state", "next_at"], unique=False)
    op.create_index(
        "one_without_device",
        "deliveries",
        ["message_id", "channel"],
        unique=True,
        sqlite_where=sa.text("device_id IS NULL"),
        postgresql_where=sa.text("device_id IS NULL"),
    )
    op.create_table(
        "mandate_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("gateway_id", sa.String(length=80), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("reading", sa.String(length=32), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["mandate_proposals.id"], name=op.f("fk_mandate_answers_proposal_id_mandate_proposals")
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_mandate_answers_resident_id_residents")
        ),
        sa.ForeignKeyConstraint(["settled_by"], ["accounts.id"], name=op.f("fk_mandate_answers_settled_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate_answers")),
        sa.UniqueConstraint("gateway_id", name=op.f("uq_mandate_answers_gateway_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_mandate_answers_public_id")),
    )
    op.create_index("ix_mandate_answers_resident_id", "mandate_answers", ["resident_id"], unique=False)
    op.create_table(
        "appointments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("home_reason", sa.LargeBinary(), nullable=True),
        sa.Column("home_address", sa.LargeBinary(), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_by", sa.String(length=32), nullable=True),
        sa.Column("displaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resettled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("no_show_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("seat_id IS NOT NULL OR kind = 'home'", name=op.f("ck_appointments_hospital_has_seat")),
        sa.CheckConstraint(
            "(cancelled_at IS NULL) = (cancelled_by IS NULL)", name=op.f("ck_appointments_who_cancelled")
        ),
        sa.ForeignKeyConstraint(
            ["follows_id"], ["appointments.id"], name=op.f("fk_appointments_follows_id_appointments")
        ),
        sa.ForeignKeyConstraint(["resident_id"], ["residents.id"], name=op.f("fk_appointments_resident_id_residents")),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["assessment_seats.id"], name=op.f("fk_appointments_seat_id_assessment_seats")
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["assessment_sites.id"], name=op.f("fk_appointments_site_id_assessment_sites")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
        sa.UniqueConstraint("public_id", name=op.f("uq_appointments_public_id")),
    )
    op.create_index("ix_appointments_resident_id", "appointments", ["resident_id"], unique=False)
    op.create_index("ix_appointments_seat_id", "appointments", ["seat_id"], unique=False)
    op.create_index("ix_appointments_site_id", "appointments", ["site_id"], unique=False)
    op.create_index(
        "one_active_of_a_kind",
        "appointments",
        ["resident_id", "kind"],
        unique=True,
        sqlite_where=sa.text("cancelled_at IS NULL AND no_show_at IS NULL AND completed_at IS NULL"),
        postgresql_where=sa.text("cancelled_at IS NULL AND no_show_at IS NULL AND completed_at IS NULL"),
    )
    op.create_table(
        "misuse_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["check_id"], ["code_checks.id"], name=op.f("fk_misuse_reports_check_id_code_checks")),
        sa.ForeignKeyConstraint(
            ["code_id"], ["benefit_codes.id"], name=op.f("fk_misuse_reports_code_id_benefit_codes")
        ),
        sa.ForeignKeyConstraint(["settled_by"], ["accounts.id"], name=op.f("fk_misuse_reports_settled_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_misuse_reports")),
        sa.UniqueConstraint("check_id", name=op.f("uq_misuse_reports_check_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_misuse_reports_public_id")),
    )
    op.create_index("ix_misuse_reports_code_id", "misuse_reports", ["code_id"], unique=False)
    op.create_table(
        "appointment_needs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("need", sa.String(length=32), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("prepared_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointments.id"], name=op.f("fk_appointment_needs_appointment_id_appointments")
        ),
        sa.ForeignKeyConstraint(
            ["prepared_by"], ["accounts.id"], name=op.f("fk_appointment_needs_prepared_by_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment_needs")),
        sa.UniqueConstraint("appointment_id", "need", name=op.f("uq_appointment_needs_appointment_id_need")),
    )
    op.create_table(
        "assessments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("reasons", sa.LargeBinary(), nullable=True),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("certificate_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("certificate_id IS NULL OR grade IS NOT NULL", name=op.f("ck_assessments_certificate")),
        sa.CheckConstraint("grade BETWEEN 1 AND 4", name=op.f("ck_assessments_grade")),
        sa.CheckConstraint("grade IS NOT NULL OR reasons IS NOT NULL", name=op.f("ck_assessments_reasons")),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointments.id"], name=op.f("fk_assessments_appointment_id_appointments")
        ),
        sa.ForeignKeyConstraint(
            ["certificate_id"],
            ["disability_certificates.id"],
            name=op.f("fk_assessments_certificate_id_disability_certificates"),
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["accounts.id"], name=op.f("fk_assessments_recorded_by_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
        sa.UniqueConstraint("public_id", name=op.f("uq_assessments_public_id")),
    )
    op.create_index(
        "one_outcome_that_counts",
        "assessments",
        ["appointment_id"],
        unique=True,
        sqlite_where=sa.text("replaced_at IS NULL"),
        postgresql_where=sa.text("replaced_at IS NULL"),
    )
    op.create_table(
        "home_windows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("half", sa.String(length=32), nullable=False),
        sa.CheckConstraint("weekday BETWEEN 1 AND 7", name=op.f("ck_home_windows_weekday")),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointments.id"], name=op.f("fk_home_windows_appointment_id_appointments")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_windows")),
        sa.UniqueConstraint(
            "appointment_id", "weekday", "half", name=op.f("uq_home_windows_appointment_id_weekday_half")
        ),
    )
    op.create_table(
        "seat_claims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointments.id"], name=op.f("fk_seat_claims_appointment_id_appointments")
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["assessment_seats.id"], name=op.f("fk_seat_claims_seat_id_assessment_seats")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_claims")),
    )
    op.create_index("ix_seat_claims_appointment_id", "seat_claims", ["appointment_id"], unique=False)
    op.create_index(
        "one_claim_to_a_seat",
        "seat_claims",
        ["seat_id"],
        unique=True,
        sqlite_where=sa.text("released_at IS NULL"),
        postgresql_where=sa.text("released_at IS NULL"),
    )
    op.create_table(
        "slot_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointments.id"], name=op.f("fk_slot_offers_appointment_id_appointments")
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["assessment_slots.id"], name=op.f("fk_slot_offers_slot_id_assessment_slots")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot_offers")),
        sa.UniqueConstraint("appointment_id", "slot_id", name=op.f("uq_slot_offers_appointment_id_slot_id")),
    )
    for statement in SQLITE_GUARD if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_GUARD:
        op.execute(statement)
