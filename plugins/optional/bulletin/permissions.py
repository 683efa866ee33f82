"""What a person may do with notices."""

READ = "bulletin.read"
PUBLISH = "bulletin.publish"
