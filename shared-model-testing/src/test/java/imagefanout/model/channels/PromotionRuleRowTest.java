package imagefanout.model.channels;

import static imagefanout.testing.GoldenImages.PIPELINE;
import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.model.registry.WrittenValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks which rows are rules, and what is said of the others. */
final class PromotionRuleRowTest {
    @Test
    void takesAYearOfDaysAndADayOfHours() {
        for (String days : List.of("0", "365")) {
            for (String hours : List.of("1", "24")) {
                assertThat(row("dev", days, hours))
                        .as("%s days, %s hours", days, hours)
                        .isInstanceOfSatisfying(PromotionRuleRow.Good.class, good -> {
                            assertThat(good.rule().days()).isEqualTo(Integer.parseInt(days));
                            assertThat(good.rule().window().orElseThrow().hours())
                                    .isEqualTo(Integer.parseInt(hours));
                        });
            }
        }
    }

    @Test
    void saysWhichNumberIsOutOfItsRange() {
        assertThat(problems(row("dev", "366", "0")))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).contains("366", "0 to 365"))
                .anySatisfy(problem -> assertThat(problem).contains("1 to 24"));
        assertThat(problems(row("dev", "-1", "25"))).hasSize(2);
    }

    @Test
    void saysThatAChannelCannotFollowItself() {
        PromotionRuleRow row = row("prod", "1", "8");

        assertThat(problems(row)).singleElement().asString().contains("another channel to follow");
        assertThat(row)
                .hasToString("promotion rule \"" + PIPELINE + "/prod\": "
                        + problems(row).get(0));
    }

    private static List<String> problems(PromotionRuleRow row) {
        assertThat(row).isInstanceOf(PromotionRuleRow.Bad.class);
        return ((PromotionRuleRow.Bad) row).problems();
    }

    private static PromotionRuleRow row(String follows, String days, String hours) {
        Map<String, WrittenValue> row = new HashMap<>();
        row.put(PromotionRuleRow.CHANNEL, new WrittenValue.Text(PIPELINE + "/prod"));
        row.put(PromotionRuleRow.FOLLOWS, new WrittenValue.Text(follows));
        row.put(PromotionRuleRow.DAYS, new WrittenValue.Numeral(days));
        row.put(PromotionRuleRow.START, new WrittenValue.Text("09:00"));
        row.put(PromotionRuleRow.HOURS, new WrittenValue.Numeral(hours));
        return PromotionRuleRow.parse(row);
    }
}
