"""How people get in: codes, QR codes and the attendee's anonymous identity."""
