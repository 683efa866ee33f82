"""Addresses of fees in the city console, under ``/city/fees/``."""

from django.urls import path

from billing import views

app_name = "fees"

urlpatterns = [
    path("", views.statement_page, name="statement"),
    path("statement.csv", views.statement_csv, name="csv"),
    path("statement.xlsx", views.statement_xlsx, name="xlsx"),
]
