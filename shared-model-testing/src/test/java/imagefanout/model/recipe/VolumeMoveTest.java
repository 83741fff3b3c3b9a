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
            # from | to       | iops  | throughput || then iops | throughput
            io1    | io2      | 100   |            |  100       |
            io1    | io2      | 64000 |            |  64000     |
            io2    | io1      | 500   |            |  500       |
            gp3    | io2      | 16000 | 1000       |  16000     |
            io1    | gp3      | 16000 |            |  16000     |
            io1    | gp3      | 3000  |            |  3000      |
            io1    | gp3      | 2999  |            |  3000      |
            io1    | gp3      | 100   |            |  3000      |
            gp2    | gp3      |       |            |            |
            gp3    | gp2      | 4000  | 250        |            |
            io2    | st1      | 64000 |            |            |
            gp3    | sc1      |       | 125        |            |
            gp3    | standard | 3000  |            |            |
            standard | gp3    |       |            |            |
            """)
    void letsNumbersFollowWhatTheNewTypeTakes(
            VolumeTypeName from, VolumeTypeName to, Integer iops, Integer throughput, Integer iopsThen, Integer then)
            throws ImpossibleMoveException {
        Volume volume = volume(from.type().toString(), number(iops), number(throughput));

        List<VolumeChange> changes = new VolumeMove(from.type(), to.type()).of(List.of(volume));

        assertThat(changes).containsExactly(new VolumeChange(0, to.type(), number(iopsThen), number(then)));
    }

    /** Lets a table of cases write types as the API does. */
    record VolumeTypeName(VolumeType type) {
        static VolumeTypeName of(String text) {
            return new VolumeTypeName(VolumeType.parse(text));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gp2 | io1 |       | io1 requires IOPS, and the volume has none
            gp3 | io2 |       | io2 requires IOPS, and the volume has none
            st1 | io2 |       | io2 requires IOPS, and the volume has none
            io2 | gp3 | 16001 | gp3 accepts at most 16000 IOPS; the volume has 16001
            """)
    void refusesAMoveThatCannotBeOrMakesTheVolumeSlower(
            VolumeTypeName from, VolumeTypeName to, Integer iops, String reason) {
        Volume volume = volume(from.type().toString(), number(iops), OptionalInt.empty());

        assertThatThrownBy(() -> new VolumeMove(from.type(), to.type()).of(List.of(volume)))
                .isInstanceOf(ImpossibleMoveException.class)
                .hasMessage("/dev/xvda cannot move from %s to %s: %s", from.type(), to.type(), reason);
    }

    @Test
    void namesEveryDeviceThatCannotMove() {
        List<Volume> devices = List.of(
                volume("io1", OptionalInt.of(20_000), OptionalInt.empty()),
                volume("io1", OptionalInt.of(200), OptionalInt.empty()),
                volume("io1", OptionalInt.of(30_000), OptionalInt.empty()));

        assertThatThrownBy(() -> new VolumeMove(IO1, GP3).of(devices))
                .isInstanceOf(ImpossibleMoveException.class)
                .hasMessageContaining("the volume has 20000; ")
                .hasMessageEndingWith("the volume has 30000");
    }

    @Test
    void changesOnlyDevicesOfTheOldType() throws ImpossibleMoveException {
        List<Volume> devices = List.of(
                volume("gp2", OptionalInt.empty(), OptionalInt.empty()),
                volume("io1", OptionalInt.of(200), OptionalInt.empty()),
                new Volume(
                        "",
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalInt.of(7),
                        OptionalInt.empty(),
                        Optional.empty()),
                volume("io9", OptionalInt.empty(), OptionalInt.empty()),
                volume("io1", OptionalInt.of(300), OptionalInt.empty()));

        assertThat(new VolumeMove(IO1, IO2).of(devices))
                .containsExactly(
                        new VolumeChange(1, IO2, OptionalInt.of(200), OptionalInt.empty()),
                        new VolumeChange(4, IO2, OptionalInt.of(300), OptionalInt.empty()));
        assertThat(new VolumeMove(ST1, GP2).of(devices)).isEmpty();
    }

    @Test
    void isFromOneTypeToAnother() {
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

    private static Volume volume(String type, OptionalInt iops, OptionalInt throughput) {
        return new Volume("/dev/xvda", Optional.of(type), OptionalInt.of(40), iops, throughput, Optional.of(true));
    }
}
