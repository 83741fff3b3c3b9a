package imagefanout.dynamodb.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Region;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.image.RegionFanOut;
import imagefanout.model.image.Settings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionRowTest {
    private static final Region US = new Region("us-east-1");
    private static final StoredKey KEY = new StoredKey("partition", "sort");

    @ParameterizedTest
    @ValueSource(ints = {200, 1_000, 5_000, 300_000})
    void roundTripsAtAnyRowSize(int maxBytes) {
        RegionFanOut region = region("x😀".repeat(2_000));

        List<RegionRow> rows = RegionRow.of(region, maxBytes);
        List<RegionRow> stored =
                rows.stream().map(row -> RegionRow.of(row.item(KEY))).toList();

        assertThat(rows.size() > 1).isEqualTo(maxBytes < 300_000);
        assertThat(RegionRow.together(US, stored)).isEqualTo(region);
    }

    @Test
    void staysBelowTheItemSizeLimit() {
        RegionFanOut region = region("\u20ac".repeat(400_000));

        List<RegionRow> rows = RegionRow.of(region, EditionRows.MAX_BYTES);

        assertThat(rows).hasSizeGreaterThan(3);
        assertThat(rows).allMatch(row -> StoredSize.of(row.item(KEY).attributes()) < 390_000);
        assertThat(RegionRow.together(US, rows)).isEqualTo(region);
    }

    @Test
    void storesARepeatedReasonOnce() {
        SortedMap<AccountId, Optional<String>> gaps = new TreeMap<>();
        for (int number = 0; number < 1_000; number++) {
            gaps.put(account(number), Optional.of("why ".repeat(200)));
        }
        RegionFanOut region = new RegionFanOut(
                US,
                new TreeMap<>(),
                gaps,
                new TreeSet<>(),
                new TreeMap<>(),
                LaunchPermission.NONE,
                Optional.empty(),
                Optional.empty());

        List<RegionRow> rows = RegionRow.of(region, EditionRows.MAX_BYTES);

        assertThat(rows).hasSize(1);
        assertThat(RegionRow.together(US, rows)).isEqualTo(region);
    }

    private static RegionFanOut region(String settings) {
        SortedMap<AccountId, AmiId> amis = new TreeMap<>();
        SortedMap<AccountId, Optional<String>> gaps = new TreeMap<>();
        for (int number = 0; number < 60; number += 3) {
            amis.put(account(number), new AmiId("ami-%017x".formatted(number)));
            gaps.put(account(number + 1), Optional.of("because of " + number % 2));
            gaps.put(account(number + 2), Optional.empty());
        }
        return new RegionFanOut(
                US,
                amis,
                gaps,
                new TreeSet<>(Set.of(account(3), account(6))),
                new TreeMap<>(),
                new LaunchPermission(Set.of(new Audience.Everyone(), new Audience.Account(account(500)))),
                Optional.empty(),
                Optional.of(new Settings(settings)));
    }

    private static AccountId account(int number) {
        return new AccountId("%012d".formatted(number));
    }
}
