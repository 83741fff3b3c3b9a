package imagefanout.testing.announce;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.announce.AnnouncedState;
import imagefanout.model.announce.AnnouncedStates;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link AnnouncedStates} promises. */
public abstract class AnnouncedStatesContract {
    private static final String SUBJECT =
            "LATEST#arn:aws:imagebuilder:us-east-1:123456789012:image-pipeline/golden#latest";

    protected abstract AnnouncedStates states();

    @Test
    public void aSubjectHasNoPartsAtFirst() {
        assertThat(states().read(SUBJECT)).isEmpty();
    }

    @Test
    public void eachReplacementHasTheNextSequenceNumber() {
        AnnouncedStates states = states();

        assertThat(states.replace(SUBJECT, "0", Optional.empty(), "one")).contains(1L);
        assertThat(states.replace(SUBJECT, "0", state(states, "0"), "two\nlines"))
                .contains(2L);

        assertThat(states.read(SUBJECT)).containsOnlyKeys("0");
        assertThat(state(states, "0")).contains(new AnnouncedState(2, 0, "two\nlines"));
    }

    @Test
    public void whoReadAnOlderPartReplacesNothing() {
        AnnouncedStates states = states();
        states.replace(SUBJECT, "0", Optional.empty(), "one");
        Optional<AnnouncedState> read = state(states, "0");
        states.replace(SUBJECT, "0", read, "two");

        assertThat(states.replace(SUBJECT, "0", read, "late")).isEmpty();
        assertThat(states.replace(SUBJECT, "0", Optional.empty(), "later")).isEmpty();

        assertThat(state(states, "0")).contains(new AnnouncedState(2, 0, "two"));
    }

    @Test
    public void whatIsPublishedStaysPublished() {
        AnnouncedStates states = states();
        states.replace(SUBJECT, "0", Optional.empty(), "one");
        states.replace(SUBJECT, "0", state(states, "0"), "two");
        states.published(SUBJECT, "0", 2);

        states.published(SUBJECT, "0", 1);

        assertThat(state(states, "0")).contains(new AnnouncedState(2, 2, "two"));
        states.replace(SUBJECT, "0", state(states, "0"), "three");
        assertThat(state(states, "0")).contains(new AnnouncedState(3, 2, "three"));
    }

    @Test
    public void partsAndSubjectsAreIndependent() {
        AnnouncedStates states = states();
        states.replace(SUBJECT, "0", Optional.empty(), "one");
        states.replace(SUBJECT, "a", Optional.empty(), "other");
        states.published(SUBJECT, "a", 1);

        assertThat(states.read(SUBJECT)).containsOnlyKeys("0", "a");
        assertThat(state(states, "0")).contains(new AnnouncedState(1, 0, "one"));
        assertThat(state(states, "a")).contains(new AnnouncedState(1, 1, "other"));
        assertThat(states.read("BUILD#x")).isEmpty();
    }

    @Test
    public void aLongContentIsReadAsItWasWritten() {
        AnnouncedStates states = states();
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            content.append("0:o0:").append(Integer.toHexString(i * 7919)).append(' ');
        }

        states.replace(SUBJECT, "0", Optional.empty(), content.toString());

        assertThat(state(states, "0").orElseThrow().content()).isEqualTo(content.toString());
    }

    private static Optional<AnnouncedState> state(AnnouncedStates states, String part) {
        return Optional.ofNullable(states.read(SUBJECT).get(part));
    }
}
