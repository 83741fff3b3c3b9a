package imagefanout.model.recipe;

import static imagefanout.model.recipe.VolumeType.GP2;
import static imagefanout.model.recipe.VolumeType.GP3;
import static imagefanout.model.recipe.VolumeType.IO1;
import static imagefanout.model.recipe.VolumeType.IO2;
import static imagefanout.model.recipe.VolumeType.ST1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imagefanout.model.MalformedException;
import imagefanout.model.image.Volume;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeMoveTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # from | to       | GiB   | iops  | throughput || then iops | throughput
            io1    | io2      | 40    | 100   |            |  100       |
            io1    | io2      | 1280  | 64000 |            |  64000     |
            io1    | io2      |       | 64000 |            |  64000     |
            io2    | io1      | 40    | 500   |            |  512       |
            gp3    | io2      | 40    | 16000 | 1000       |  16000     |
            gp3    | io2      | 40    |       |            |  3000      |
            gp3    | io2      | 40    | 3000  | 750        |  3000      |
            gp3    | io2      | 40    | 3000  | 1000       |  3907      |
            gp3    | io1      | 1280  | 4000  | 1000       |  64000     |
            io1    | gp3      | 2000  | 64000 |            |  64000     | 1000
            io1    | gp3      | 500   | 4000  |            |  4000      | 500
            io1    | gp3      | 500   | 2000  |            |  3000      | 500
            io1    | gp3      | 40    | 100   |            |  3000      |
            io1    | gp3      | 4     | 100   |            |  3000      |
            io1    | gp3      |       | 1000  |            |  3000      | 250
            io2    | gp3      | 40    | 3000  |            |  3072      | 768
            io2    | gp3      | 40    | 3900  |            |  3996      | 999
            gp2    | gp3      | 2000  |       |            |  6000      | 250
            gp2    | gp3      | 16000 |       |            |  16000     | 250
            gp2    | gp3      | 334   |       |            |            | 250
            gp2    | gp3      | 171   |       |            |            | 250
            gp2    | gp3      | 170   |       |            |            | 128
            gp2    | gp3      | 1     |       |            |            | 128
            gp2    | io2      | 20    |       |            |  3000      |
            gp2    | io1      | 2000  |       |            |  6000      |
            gp3    | gp2      | 1000  |       |            |            |
            gp3    | gp2      | 1334  | 4000  | 250        |            |
            io1    | gp2      | 500   | 100   |            |            |
            io2    | st1      | 4096  | 100   |            |            |
            st1    | gp3      | 2048  |       |            |            | 500
            st1    | gp3      | 500   |       |            |            |
            st1    | gp2      | 500   |       |            |            |
            st1    | io1      | 2048  |       |            |  2000      |
            sc1    | st1      | 125   |       |            |            |
            sc1    | standard | 500   |       |            |            |
            standard | gp3    | 40    |       |            |            |
            standard | gp3    |       |       |            |            |
            standard | io1    | 40    |       |            |  360       |
            """)
    void keepsThePerformanceThatTheVolumeHadAtItsSize(
            VolumeTypeName from,
            VolumeTypeName to,
            Integer size,
            Integer iops,
            Integer throughput,
            Integer iopsThen,
            Integer then)
            throws ImpossibleMoveException {
        Volume volume = volume(from.type(), number(size), number(iops), number(throughput));

        List<VolumeChange> changes = new VolumeMove(from.type(), to.type()).of(List.of(volume));

        assertThat(changes).containsExactly(new VolumeChange(0, to.type(), number(iopsThen), number(then)));
    }

    /** Converts a type in a table of cases, written as the API writes it. */
    record VolumeTypeName(VolumeType type) {
        static VolumeTypeName of(String text) {
            return new VolumeTypeName(VolumeType.parse(text));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gp2 | st1      | 2000 |       | slower: 78.1 IOPS instead of 6000, 488.3 IOPS in bursts instead of 6000, 78.1 MiB/s instead of 250
            gp3 | gp2      | 500  |       | slower: 1500 IOPS instead of 3000
            gp3 | standard | 40   |       | slower: 100 IOPS instead of 3000, 200 IOPS in bursts instead of 3000, 40 MiB/s instead of 125
            st1 | sc1      | 500  |       | slower: 5.9 IOPS instead of 19.5
            st1 | gp2      | 2048 |       | slower: 250 MiB/s in bursts instead of 500
            io2 | gp3      | 40   | 4000  | it needs 1024 MiB/s, but for gp3 Image Builder's API takes at most 1000 (EBS 2000)
            io2 | gp3      | 40   | 16000 | it needs 4000 MiB/s, but for gp3 EBS takes at most 2000 and Image Builder's API takes at most 1000
            io2 | gp3      | 7    | 3900  | it needs 3996 IOPS, but for gp3 EBS takes at most 500 per GiB, that is 3500 at 7 GiB
            io2 | io1      | 40   | 10000 | it needs 163840 IOPS, but for io1 EBS takes at most 64000 and Image Builder's API takes at most 64000
            gp2 | io1      | 20   |       | it needs 3000 IOPS, but for io1 EBS takes at most 50 per GiB, that is 1000 at 20 GiB
            io2 | st1      | 100  | 100   | it needs 100 GiB, but for st1 EBS takes at least 125
            gp3 | standard | 2000 |       | it needs 2000 GiB, but for standard EBS takes at most 1024
            gp2 | io2      | 3    |       | it needs 3 GiB, but for io2 EBS takes at least 4
            gp2 | gp3      |      |       | the size decides how fast gp2 is, and the recipe sets none: set volumeSize in a new version of the recipe first
            gp3 | gp2      |      |       | the size decides how fast gp2 is, and the recipe sets none: set volumeSize in a new version of the recipe first
            io1 | gp3      | 40   |       | io1 needs IOPS, and the recipe sets none: set iops in a new version of the recipe first
            """)
    void refusesAMoveThatMakesTheVolumeSlowerOrThatAwsRefuses(
            VolumeTypeName from, VolumeTypeName to, Integer size, Integer iops, String reason) {
        Volume volume = volume(from.type(), number(size), number(iops), OptionalInt.empty());

        assertThatThrownBy(() -> new VolumeMove(from.type(), to.type()).of(List.of(volume)))
                .isInstanceOf(ImpossibleMoveException.class)
                .hasMessageStartingWith("/dev/xvda cannot move from %s to %s: ", from.type(), to.type())
                .hasMessageContaining(reason);
    }

    @Test
    void neverMakesAVolumeSlower() {
        int moved = 0;
        for (VolumeType from : VolumeType.values()) {
            for (VolumeType to : VolumeType.values()) {
                for (int size : new int[] {1, 4, 6, 33, 34, 125, 170, 171, 333, 334, 1000, 1024, 1280, 5334, 16000}) {
                    for (int iops : new int[] {100, 2000, 2999, 3000, 4000, 16000, 32000, 32001, 64000}) {
                        Volume volume = volume(from, OptionalInt.of(size), OptionalInt.of(iops), OptionalInt.empty());
                        moved += from != to && isMovedAndNotSlower(volume, new VolumeMove(from, to)) ? 1 : 0;
                    }
                }
            }
        }

        assertThat(moved).isGreaterThan(1_000);
    }

    private static boolean isMovedAndNotSlower(Volume volume, VolumeMove move) {
        try {
            VolumeChange change = move.of(List.of(volume)).get(0);
            VolumePerformance before =
                    VolumePerformance.of(move.from(), volume.sizeGib(), volume.iops(), volume.throughput());
            VolumePerformance after =
                    VolumePerformance.of(move.to(), volume.sizeGib(), change.iops(), change.throughput());
            assertThat(before.lossesAs(after)).as("%s of %s", move, volume).isEmpty();
            return true;
        } catch (ImpossibleMoveException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # type | GiB   | iops  | throughput || IOPS | in bursts | MiB/s | in bursts
            gp2    | 33    |       |            | 100   | 3000      | 25    | 128
            gp2    | 200   |       |            | 600   | 3000      | 150   | 250
            gp2    | 334   |       |            | 1002  | 3000      | 250   | 250
            gp2    | 6000  |       |            | 16000 | 16000     | 250   | 250
            gp3    |       |       |            | 3000  | 3000      | 125   | 125
            gp3    |       | 5000  | 400        | 5000  | 5000      | 400   | 400
            io1    |       | 1000  |            | 1000  | 1000      | 250   | 250
            io1    |       | 32000 |            | 32000 | 32000     | 500   | 500
            io1    |       | 48000 |            | 48000 | 48000     | 750   | 750
            io1    |       | 64000 |            | 64000 | 64000     | 1000  | 1000
            io2    |       | 1000  |            | 1000  | 1000      | 256   | 256
            io2    |       | 16000 |            | 16000 | 16000     | 4000  | 4000
            st1    | 1024  |       |            | 40    | 250       | 40    | 250
            st1    | 16384 |       |            | 500   | 500       | 500   | 500
            sc1    | 1024  |       |            | 12    | 80        | 12    | 80
            sc1    | 16384 |       |            | 192   | 250       | 192   | 250
            standard |     |       |            | 100   | 200       | 40    | 90
            """)
    void knowsHowFastAVolumeIs(
            VolumeTypeName type,
            Integer size,
            Integer iops,
            Integer throughput,
            double expected,
            double inBursts,
            double mibPerSecond,
            double mibPerSecondInBursts)
            throws ImpossibleMoveException {
        assertThat(VolumePerformance.of(type.type(), number(size), number(iops), number(throughput)))
                .isEqualTo(new VolumePerformance(expected, inBursts, mibPerSecond, mibPerSecondInBursts));
    }

    @Test
    void namesEveryDeviceThatCannotMove() {
        List<Volume> devices = List.of(
                volume(IO2, OptionalInt.of(40), OptionalInt.of(20_000), OptionalInt.empty()),
                volume(IO2, OptionalInt.of(40), OptionalInt.of(200), OptionalInt.empty()),
                volume(IO2, OptionalInt.of(40), OptionalInt.of(30_000), OptionalInt.empty()));

        assertThatThrownBy(() -> new VolumeMove(IO2, GP3).of(devices))
                .isInstanceOf(ImpossibleMoveException.class)
                .hasMessageContaining("needs 4000 MiB/s")
                .hasMessageContaining("; ")
                .hasMessageContaining("needs 30000 IOPS");
    }

    @Test
    void changesOnlyDevicesOfTheOldType() throws ImpossibleMoveException {
        List<Volume> devices = List.of(
                volume(GP2, OptionalInt.of(40), OptionalInt.empty(), OptionalInt.empty()),
                volume(IO1, OptionalInt.of(40), OptionalInt.of(200), OptionalInt.empty()),
                new Volume(
                        "",
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalInt.of(7),
                        OptionalInt.empty(),
                        Optional.empty()),
                new Volume(
                        "/dev/xvdz",
                        Optional.of("io9"),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Optional.empty()),
                volume(IO1, OptionalInt.of(40), OptionalInt.of(300), OptionalInt.empty()));

        assertThat(new VolumeMove(IO1, IO2).of(devices))
                .containsExactly(
                        new VolumeChange(1, IO2, OptionalInt.of(200), OptionalInt.empty()),
                        new VolumeChange(4, IO2, OptionalInt.of(300), OptionalInt.empty()));
        assertThat(new VolumeMove(ST1, GP2).of(devices)).isEmpty();
    }

    @Test
    void requiresTwoDifferentTypes() {
        assertThatThrownBy(() -> new VolumeMove(IO1, IO1)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> VolumeType.parse("io3"))
                .isInstanceOf(MalformedException.class)
                .hasMessage(
                        "invalid value \"io3\": expected one of the volume types standard, io1, io2, gp2, gp3, sc1, st1");
        assertThatThrownBy(() -> VolumeType.parse("IO2")).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> VolumeType.parse(null)).isInstanceOf(MalformedException.class);
    }

    private static OptionalInt number(Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private static Volume volume(VolumeType type, OptionalInt size, OptionalInt iops, OptionalInt throughput) {
        return new Volume("/dev/xvda", Optional.of(type.toString()), size, iops, throughput, Optional.of(true));
    }
}
