"""Starts the service: `python -m pooled`."""

from .custom import App
from .generated import Config, app, open_database, seat_store, serve, user_store

if __name__ == "__main__":
    config = Config.from_env()
    with open_database(config) as database:
        implementation = App(
            seat_store=seat_store(database),
            user_store=user_store(database),
        )
        serve(app(implementation), database, config)
