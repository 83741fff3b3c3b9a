package imagefanout.model.recipe;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingLimitTest {
    @ParameterizedTest
    @CsvSource({"20, 30, 10", "20, 30, 20", "30, 20, 10", "30, 20, 20"})
    void acceptsANumberFromTheMinimumToTheLowerOfTheMaxima(int ebsMax, int imageBuilderMax, int number) {
        assertThatCode(() -> new SettingLimit("IOPS", 10, ebsMax, imageBuilderMax).check(VolumeType.IO2, number))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # EBS | Image Builder | number
            20    | 30            | 9  | EBS takes at least 10
            20    | 30            | 21 | EBS takes at most 20
            20    | 30            | 30 | EBS takes at most 20
            20    | 30            | 31 | EBS takes at most 20 and Image Builder's API takes at most 30
            30    | 20            | 21 | Image Builder's API takes at most 20 (EBS 30)
            30    | 20            | 30 | Image Builder's API takes at most 20 (EBS 30)
            30    | 20            | 31 | EBS takes at most 30 and Image Builder's API takes at most 20
            """)
    void namesWhoRefusesANumber(int ebsMax, int imageBuilderMax, int number, String limit) {
        assertThatThrownBy(() -> new SettingLimit("IOPS", 10, ebsMax, imageBuilderMax).check(VolumeType.IO2, number))
                .isInstanceOf(ImpossibleMoveException.class)
                .hasMessage("it needs %d IOPS, but for io2 %s", number, limit);
    }
}
