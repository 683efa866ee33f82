"""Addresses of the city console, under ``/city/``."""

from django.urls import path

from installer.console import failures, fleet, imports, overview, reforms, unit, unit_acts
from installer.trail import checks, city

app_name = "console"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("units/", fleet.fleet, name="fleet"),
    path("units.csv", fleet.export_csv, name="fleet_csv"),
    path("units.xlsx", fleet.export_xlsx, name="fleet_xlsx"),
    path("failures/", failures.failures, name="failures"),
    path("failures/retry/", failures.retry, name="retry"),
    path("failures/headway/", failures.headway, name="headway"),
    path("units/<slug:code>/", unit.unit_page, name="unit"),
    path("units/<slug:code>/onboarding/", unit_acts.record_stage, name="onboarding"),
    path("units/<slug:code>/<slug:act>/", unit_acts.change_state, name="unit_act"),
    path("trail/", city.listing, name="trail"),
    path("trail.csv", city.export_csv, name="trail_csv"),
    path("trail.xlsx", city.export_xlsx, name="trail_xlsx"),
    path("trail/object/", city.one_object, name="trail_object"),
    path("trail/evidence/", city.evidence, name="trail_evidence"),
    path("trail/verify/", checks.verify, name="trail_verify"),
    path("trail/checks/", checks.checks, name="trail_checks"),
    path("trail/checks/<uuid:key>/", checks.one_check, name="trail_check"),
    path("trail/checks/<uuid:key>/progress/", checks.progress, name="trail_progress"),
    path("reforms/", reforms.reforms, name="reforms"),
    path("reforms/new/", reforms.new_reform, name="new_reform"),
    path("reforms/<uuid:key>/", reforms.reform_page, name="reform"),
    path("reforms/<uuid:key>/rehearse/", reforms.rehearse, name="rehearse"),
    path("reforms/<uuid:key>/carry-out/", reforms.carry, name="carry"),
    path("reforms/<uuid:key>/cancel/", reforms.cancel, name="cancel_reform"),
    path("import/", imports.imports, name="imports"),
    path("import/sample/<slug:name>.csv", imports.sample, name="sample"),
    path("import/<uuid:key>/", imports.one_import, name="import"),
    path("import/<uuid:key>/confirm/", imports.confirm_import, name="confirm"),
    path("import/<uuid:key>/cancel/", imports.cancel_import, name="cancel"),
    path("import/<uuid:key>/progress/", imports.progress, name="progress"),
    path("import/<uuid:key>/continue/", imports.continue_import, name="continue"),
    path("import/<uuid:key>/codes/", imports.codes, name="codes"),
]
