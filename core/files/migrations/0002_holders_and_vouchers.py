import django.db.models.deletion
from django.db import migrations, models

# What stood before was held by the unit itself, without a row that wanted it. Django cannot
# change a composite key; the tables are changed here and the models beside.
_HOLD = """
ALTER TABLE blob ADD COLUMN flags varchar(60) NOT NULL DEFAULT '', ADD COLUMN voucher bytea;
ALTER TABLE blob ALTER COLUMN flags DROP DEFAULT;
ALTER TABLE blob_ref ADD COLUMN holder_id uuid, ADD COLUMN released_at timestamptz,
                     ADD COLUMN voucher bytea;
UPDATE blob_ref SET holder_id = unit_id;
ALTER TABLE blob_ref ALTER COLUMN holder_id SET NOT NULL, DROP CONSTRAINT blob_ref_pkey,
                     ADD CONSTRAINT blob_ref_pkey PRIMARY KEY (sha256, unit_id, holder_id);
"""
_LET_GO = """
DELETE FROM blob_ref a USING blob_ref b
 WHERE (a.sha256, a.unit_id) = (b.sha256, b.unit_id) AND a.holder_id > b.holder_id;
ALTER TABLE blob_ref DROP CONSTRAINT blob_ref_pkey, DROP COLUMN holder_id,
                     DROP COLUMN released_at, DROP COLUMN voucher,
                     ADD CONSTRAINT blob_ref_pkey PRIMARY KEY (sha256, unit_id);
ALTER TABLE blob DROP COLUMN flags, DROP COLUMN voucher;
"""

# HMAC-SHA-256 with the key's two pads made beforehand. A unit's role may ask, and learns yes or
# no; the key is nobody's but the owner's.
_VOUCH = """
CREATE TABLE file_voucher_key (
    sole boolean PRIMARY KEY DEFAULT true CHECK (sole), inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL
);
REVOKE ALL ON file_voucher_key FROM PUBLIC;
CREATE FUNCTION file_vouched(claim text, voucher bytea) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(
        (SELECT voucher = sha256(outer_pad || sha256(inner_pad || convert_to(claim, 'UTF8')))
           FROM city.file_voucher_key), false)
$$;
"""
_DENY = "DROP FUNCTION file_vouched(text, bytea); DROP TABLE file_voucher_key;"


class Migration(migrations.Migration):
    dependencies = [("files", "0001_blobs")]

    operations = [
        migrations.RunSQL(
            _HOLD,
            _LET_GO,
            state_operations=[
                migrations.AddField("blob", "flags", models.CharField(blank=True, max_length=60)),
                migrations.AddField("blob", "voucher", models.BinaryField(null=True)),
                migrations.DeleteModel("BlobRef"),
                migrations.CreateModel(
                    "BlobRef",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "blob_id",
                                "unit_id",
                                "holder_id",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("holder_id", models.UUIDField()),
                        ("released_at", models.DateTimeField(null=True)),
                        ("voucher", models.BinaryField(null=True)),
                        (
                            "blob",
                            models.ForeignKey(
                                db_column="sha256",
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="files.blob",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="units.unit",
                            ),
                        ),
                    ],
                    options={"db_table": "blob_ref"},
                ),
            ],
        ),
        migrations.RunSQL(_VOUCH, _DENY),
    ]
