"""Work spread over processes, here or on other machines, and kept from taking too long."""
