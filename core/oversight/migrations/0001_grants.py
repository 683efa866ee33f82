import django.db.models.deletion
from django.db import migrations, models

import core.db.keys


class Migration(migrations.Migration):
    initial = True

    dependencies = [("identity", "0001_accounts"), ("units", "0001_units")]

    operations = [
        migrations.CreateModel(
            name="OversightGrant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=core.db.keys.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("receipts", "签收情况"),
                            ("counters", "待办数量"),
                            ("directory", "人员名录"),
                            ("inbox_titles", "待办标题"),
                        ],
                        max_length=12,
                    ),
                ),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField()),
                ("reason", models.CharField(max_length=200)),
                ("granted_by", models.CharField(max_length=50)),
                ("granted_at", models.DateTimeField()),
                ("ended_by", models.CharField(blank=True, max_length=50)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.account",
                    ),
                ),
                (
                    "root",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "db_table": "oversight_grant",
                "ordering": ("-granted_at",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ended_on__gte", models.F("started_on"))),
                        name="oversight_ends_after_its_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="oversight_has_a_reason",
                    ),
                ],
            },
        ),
    ]
