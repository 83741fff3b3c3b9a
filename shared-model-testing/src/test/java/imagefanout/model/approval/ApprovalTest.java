package imagefanout.model.approval;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Digest;
import imagefanout.model.identity.AccountId;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ApprovalTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void isValidForADay() {
        Approval approval = new Approval(Digest.of("plan").end(), "jane", "they moved", NOON);

        assertThat(approval.isValid(NOON.plus(Approval.VALID).minusMillis(1))).isTrue();
        assertThat(approval.isValid(NOON.plus(Approval.VALID))).isFalse();
    }

    @Test
    void holdsSomethingWhileAnyAccountWaits() {
        TreeSet<AccountId> one = new TreeSet<>(Set.of(new AccountId("111111111111")));

        assertThat(HeldAccounts.NONE.isEmpty()).isTrue();
        assertThat(new HeldAccounts(one, new TreeSet<>()).isEmpty()).isFalse();
        assertThat(new HeldAccounts(new TreeSet<>(), one).isEmpty()).isFalse();
    }
}
