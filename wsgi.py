"""What gunicorn serves."""

from mentorship.app import create_app

app = create_app()
