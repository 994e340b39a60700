"""Which addresses look like those of a workplace: a warning, so it may be wrong now and then."""

import pytest

from mentorship.guard.institutions import read_register
from mentorship.guard.work_addresses import looks_like_work

REGISTER = read_register(
    [
        {
            "name": "Alder General Hospital",
            "city": "Phoenix",
            "time_zone": "America/Phoenix",
            "domains": "aldergeneral.example",
        }
    ]
)
WORK = [
    "ana@aldergeneral.example",
    "ana@surgery.aldergeneral.example",
    "ANA@AlderGeneral.Example.",
    "ana@med.example.edu",
    "ana@example.ac.uk",
    "ana@example.nhs.uk",
    "ana@city.gov",
    "ana@example.gov.au",
    "ana@army.mil",
    "ana@stmaryshospital.example",
    "ana@example-clinic.com",
    "ana@universitaet.example.org",
    "ana@uni-example.de",
]
PRIVATE = [
    "ana@example.org",
    "ana@gmail.com",
    "ana@proton.me",
    "ana.hospital@example.com",
    "ana@medinamail.example",
    "ana@localhost",
    "no address",
    "",
]


@pytest.mark.parametrize("email", WORK)
def test_an_address_of_a_workplace_is_seen(email: str) -> None:
    assert looks_like_work(email, register=REGISTER)


@pytest.mark.parametrize("email", PRIVATE)
def test_a_private_address_is_left_alone(email: str) -> None:
    assert not looks_like_work(email, register=REGISTER)
