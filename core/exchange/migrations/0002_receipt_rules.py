from django.db import migrations

# A receipt names the sender of its envelope, and the key proves it: without the pair, a unit
# could write itself a receipt for another's document, and read it by that.
_TIE = """
ALTER TABLE receipt ADD CONSTRAINT receipt_of_sender
    FOREIGN KEY (envelope_id, sender_unit_id) REFERENCES envelope (id, sender_unit_id);
"""
_UNTIE = "ALTER TABLE receipt DROP CONSTRAINT receipt_of_sender;"

# Row policies cannot compare the old row with the new one; a trigger can. It holds for the
# city's role too.
_FORWARD = """
CREATE FUNCTION receipt_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'waiting' THEN
        RAISE EXCEPTION 'a signed receipt is not changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER receipt_moves_forward BEFORE UPDATE ON receipt
    FOR EACH ROW EXECUTE FUNCTION receipt_moves_forward();
"""
_BACKWARD = """
DROP TRIGGER receipt_moves_forward ON receipt;
DROP FUNCTION receipt_moves_forward();
"""


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_envelopes")]

    operations = [
        migrations.RunSQL(_TIE, _UNTIE),
        migrations.RunSQL(_FORWARD, _BACKWARD),
    ]
