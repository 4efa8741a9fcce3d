from settlement.custom.book import Book, may_become
from settlement.generated import ContractState, a_contract


def test_contracts_are_paused_and_go_on() -> None:
    active = a_contract(state=ContractState.ACTIVE)
    paused = a_contract(state=ContractState.PAUSED)
    assert may_become(active, ContractState.PAUSED)
    assert may_become(paused, ContractState.ACTIVE)
    assert not may_become(paused, ContractState.DRAFT)
    assert not may_become(a_contract(state=ContractState.ENDED), ContractState.PAUSED)
    assert Book().states([active, paused]) == {"active": 1, "paused": 1}
