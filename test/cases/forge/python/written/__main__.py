from .custom import App
from .generated import Config, Publisher, app, serve
from .generated_ledger import LedgerClient

if __name__ == "__main__":
    serve(app(App(LedgerClient.from_env(), Publisher.from_env())), Config.from_env())
