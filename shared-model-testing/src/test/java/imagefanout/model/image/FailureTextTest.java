package imagefanout.model.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a text of several numbered sentences is cut. A wrong cut gives an account the reason of another, or half of its own. */
class FailureTextTest {
    private static final String NEXT = "No key for the destination account (ID: 111111111111) in Region eu-west-1.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The quota was reached.",
                "Was the quota reached?",
                "The quota was reached!",
                "The quota was reached (5).",
                "The quota [of 5] for {this account} was reached (5)",
                "EC2 Client Error: 'The quota was reached.'",
                "EC2 Client Error: \"The quota was reached.\"",
                "EC2 Client Error 'QuotaReached' in step 'Copy' happened.",
                "EC2 Client Error \"QuotaReached\" in step (\"Copy\") happened.",
                "The account's quota wasn't raised.",
                "The accounts' quotas were reached.",
                "EC2 Client Error:'The account's quota was reached.'"
            })
    void startsASentenceAfterOneThatIsComplete(String complete) {
        assertThat(FailureText.sentences("1) " + complete + " 2) " + NEXT)).containsExactly("", complete, NEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Stopped at attempt",
                "The causes:",
                "The quota was reached (see the list.",
                "The quota was reached [see the list.",
                "The quota was reached {see the list.",
                "The quota (of 5) was reached (see [the list].",
                "(The quota was reached.",
                "EC2 Client Error: 'Do this.",
                "EC2 Client Error: \"Do this.",
                "EC2 Client Error='Do this.",
                "EC2 Client Error ('Do this.",
                "'Do this.",
                "\"Do this.",
                "EC2 Client Error: 'it's over.",
                "EC2 Client Error: \"The accounts' quotas were reached.",
                "EC2 Client Error: \"The accounts' 'quota' was reached."
            })
    void startsNoSentenceWithinAnother(String begun) {
        String whole = begun + " 2) " + NEXT;

        assertThat(FailureText.sentences("1) " + whole)).containsExactly("", whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Not all distribution jobs are completed.", "The failures:", "'Failed.", "\"Failed:", ""})
    void startsTheFirstSentenceAfterAnIntroduction(String introduction) {
        assertThat(FailureText.sentences(introduction + " 1) No quota. 2) " + NEXT))
                .containsExactly(introduction, "No quota.", NEXT);
    }

    @Test
    void startsNoFirstSentenceWithinTheIntroduction() {
        String stopped = "Stopped at attempt 1) of 3. " + NEXT;
        String listed = "Stopped (see the list: 1) of 3. " + NEXT;

        assertThat(List.of(FailureText.sentences(stopped), FailureText.sentences(listed)))
                .containsExactly(List.of(stopped), List.of(listed));
    }
}
