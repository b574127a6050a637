"""What the tests stand on: real services and servers, people with browsers and sockets, independent readings."""
