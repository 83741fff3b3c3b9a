package imagefanout.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class BatchFailuresTest {
    private final BatchFailures failures = new BatchFailures();

    @Test
    void keepsEachFailureWithItsSubjectAndContinues() {
        assertThat(failures.attempt("first", () -> fail(new IllegalStateException("refused"))))
                .isFalse();
        assertThat(failures.attempt("second", () -> {})).isTrue();
        assertThat(failures.attempt("third", () -> fail(new IllegalStateException())))
                .isFalse();

        assertThat(failures.isEmpty()).isFalse();
        assertThat(failures.texts()).containsExactly("first: refused", "third: java.lang.IllegalStateException");
    }

    @Test
    void endsTheBatchWhenTimeIsUp() {
        assertThatExceptionOfType(OutOfTimeException.class)
                .isThrownBy(() -> failures.attempt("first", () -> fail(new OutOfTimeException("no time is left"))));
        assertThat(failures.isEmpty()).isTrue();
    }

    private static void fail(RuntimeException failure) {
        throw failure;
    }
}
