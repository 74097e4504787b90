"""The linear algebra library gets one thread where more would make it slower."""

from threadpoolctl import threadpool_info

from scoring.severity.solving.threads import ROWS_THAT_PAY, threads_for


def blas_threads() -> set[int]:
    return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}


def test_small_matrices_get_one_thread_and_the_rest_is_as_it_was() -> None:
    before = blas_threads()
    with threads_for(ROWS_THAT_PAY - 1):
        assert blas_threads() == {1}
    assert blas_threads() == before
    with threads_for(ROWS_THAT_PAY):
        assert blas_threads() == before
