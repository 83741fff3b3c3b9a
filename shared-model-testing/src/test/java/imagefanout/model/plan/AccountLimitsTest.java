package imagefanout.model.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountLimitsTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "39, 1", "40, 2", "499, 24", "500, 25", "100000, 25"})
    void allowsTheGreaterOfOneAndTheLesserOfBoth(int accounts, int allowed) {
        assertThat(AccountLimits.REMOVALS.limitFor(accounts)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "59, 5", "60, 6", "100000, 10000"})
    void allowsTheGreaterOfFiveAdditionsAndTenPercent(int accounts, int allowed) {
        assertThat(AccountLimits.ADDITIONS.limitFor(accounts)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 0", "0, 10, 100, 7", "0, 3, 100, 3", "5, 0, 100, 5", "0, 100, 50, 3"})
    void followsItsParameters(int always, int max, int percent, int allowedOfSeven) {
        assertThat(new AccountLimits(always, max, percent).limitFor(7)).isEqualTo(allowedOfSeven);
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        assertThatThrownBy(() -> new AccountLimits(-1, 25, 5)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new AccountLimits(1, -1, 5)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new AccountLimits(1, 25, -1)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new AccountLimits(1, 25, 101)).isInstanceOf(MalformedException.class);
        assertThat(new AccountLimits(0, 0, 100)).isNotNull();
    }
}
