"""What every feature stands on: sessions, participants, capability links, revisions and the audit trail."""
