"""惠残码: rooms below, doors above, one ledger through the middle.

core           database, ledger, clock, privacy, errors: no noun of the service
people         residents and what is known of them, accounts, signing in, staff, areas
certificates   the disability certificate
mandates       who may act for whom, for what, until when
entitlements   benefits as data, rules, explanations
codes, assessments, home_services
               the benefit code; booking an assessment; services at home
notifications  ledger entries become messages, messages become deliveries
web            what every door needs from Flask
resident, workbench, checkpoint
               the three doors: every route stands in one of them
cli, application, worker
               commands; the only file that knows all packages; the queue

A package imports only what stands above it in this list; import-linter keeps that.
"""
