package imagefanout.model.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.identity.AccountId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccountReferenceTest {
    @Test
    void isListedByAccountAndThenBySetting() {
        AccountReference first = new AccountReference(new AccountId("111111111111"), "launchTemplateConfigurations/0");
        AccountReference second = new AccountReference(new AccountId("222222222222"), "fastLaunchConfigurations/0");
        AccountReference third = new AccountReference(new AccountId("222222222222"), "launchTemplateConfigurations/0");

        assertThat(Stream.of(third, second, first).sorted()).containsExactly(first, second, third);
    }
}
