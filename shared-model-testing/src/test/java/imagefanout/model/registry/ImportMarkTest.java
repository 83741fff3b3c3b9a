package imagefanout.model.registry;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.Digest;
import imagefanout.model.identity.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ImportMarkTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(900);
    private static final AccountId FIRST = new AccountId("111111111111");
    private static final AccountId SECOND = new AccountId("222222222222");

    private final ImportMark standing = ImportMark.NONE.standing(
            "1", NOW, LATER, new TreeMap<>(Map.of(FIRST, digest("a"))), Optional.of(digest("x")));

    @Test
    void hasAnotherVersionAfterEachChange() {
        List<ImportMark> changed = List.of(
                standing,
                standing.standing("2", LATER, LATER, new TreeMap<>(), Optional.empty()),
                standing.released(LATER).ended(),
                standing.ended().next().next());

        assertThat(changed).extracting(ImportMark::version).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void keepsWhatAResumedImportWasAllowed() {
        ImportMark resumed = standing.standing(
                "2",
                LATER,
                LATER.plusSeconds(900),
                new TreeMap<>(Map.of(FIRST, digest("b"), SECOND, digest("c"))),
                Optional.empty());

        assertThat(resumed.id()).isEqualTo("1");
        assertThat(resumed.startedAt()).isEqualTo(NOW);
        assertThat(resumed.approval()).contains(digest("x"));
        assertThat(resumed.losing()).isEqualTo(Map.of(FIRST, digest("b"), SECOND, digest("c")));
        assertThat(standing.standing("2", LATER, LATER, new TreeMap<>(), Optional.of(digest("y")))
                        .approval())
                .contains(digest("y"));
    }

    @Test
    void forgetsTheLossesOfAnImportThatEnded() {
        ImportMark next = standing.ended().standing("2", LATER, LATER, new TreeMap<>(), Optional.empty());

        assertThat(standing.ended().standing()).isFalse();
        assertThat(next.id()).isEqualTo("2");
        assertThat(next.startedAt()).isEqualTo(LATER);
        assertThat(next.losing()).isEmpty();
        assertThat(next.approval()).isEmpty();
    }

    @Test
    void isWritingUntilItsRunIsCertainlyOver() {
        assertThat(standing.isWriting(LATER.minusMillis(1))).isTrue();
        assertThat(standing.isWriting(LATER)).isFalse();
        assertThat(standing.released(NOW).isWriting(NOW)).isFalse();
        assertThat(standing.ended().isWriting(NOW)).isFalse();
    }

    private static Digest digest(String text) {
        return Digest.of(text).end();
    }
}
