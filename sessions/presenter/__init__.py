"""What is on stage, the big screen and the remote control."""
