package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.Item;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Region;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.image.RegionFanOut;
import imagefanout.model.image.Settings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** A build in one Region, or a part of it: an item holds at most 400 KB. */
final class RegionRow extends Item {
    private static final EnhancedType<Map<String, String>> TEXTS = EnhancedType.mapOf(String.class, String.class);
    private static final EnhancedType<Map<String, Integer>> NUMBERS = EnhancedType.mapOf(String.class, Integer.class);
    private static final EnhancedType<List<String>> LIST = EnhancedType.listOf(String.class);

    static final TableSchema<RegionRow> SCHEMA = StaticTableSchema.builder(RegionRow.class)
            .newItemSupplier(RegionRow::new)
            .extend(KEYS)
            .addAttribute(TEXTS, a -> a.name("a").getter(i -> orNull(i.amis)).setter((i, v) -> i.amis = v))
            .addAttribute(NUMBERS, a -> a.name("g").getter(i -> orNull(i.gaps)).setter((i, v) -> i.gaps = v))
            .addAttribute(LIST, a -> a.name("r").getter(i -> orNull(i.reasons)).setter((i, v) -> i.reasons = v))
            .addAttribute(
                    LIST, a -> a.name("x").getter(i -> orNull(i.unexpected)).setter((i, v) -> i.unexpected = v))
            .addAttribute(
                    LIST, a -> a.name("l").getter(i -> orNull(i.audiences)).setter((i, v) -> i.audiences = v))
            .addAttribute(String.class, a -> a.name("s").getter(i -> i.settings).setter((i, v) -> i.settings = v))
            .build();

    private static final int NO_REASON = -1;

    /** Account to AMI. */
    private Map<String, String> amis = new TreeMap<>();
    /** Account to the place of its reason among {@link #reasons}. */
    private Map<String, Integer> gaps = new TreeMap<>();
    /** Each reason once, for it may be long, and the same for a thousand accounts. */
    private List<String> reasons = new ArrayList<>();

    private List<String> unexpected = new ArrayList<>();
    private List<String> audiences = new ArrayList<>();
    /** A piece of the Region's settings. */
    private String settings;

    /** The rows of a Region, without their keys; each has about {@code maxBytes} bytes at most. */
    static List<RegionRow> of(RegionFanOut region, int maxBytes) {
        Packing packing = new Packing(maxBytes);
        region.amis()
                .forEach((account, ami) ->
                        packing.row(account.value(), ami.value()).amis.put(account.value(), ami.value()));
        region.gaps().forEach((account, reason) -> {
            RegionRow row =
                    packing.row(account.value(), reason.filter(packing::isNew).orElse(""));
            row.gaps.put(account.value(), reason.map(packing::reason).orElse(NO_REASON));
        });
        region.unexpected()
                .forEach(account -> packing.row(account.value()).unexpected.add(account.value()));
        region.launchPermission().audiences().stream()
                .map(Audience::toString)
                .sorted()
                .forEach(audience -> packing.row(audience).audiences.add(audience));
        region.settings()
                .ifPresent(settings -> pieces(settings.json(), maxBytes / 4).forEach(piece -> {
                    RegionRow row = packing.row(piece);
                    row.settings = row.settings == null ? piece : row.settings + piece;
                }));
        return packing.rows;
    }

    /** Those to whom an edition with these rows may have offered something. */
    static Set<Audience> audiences(Collection<RegionRow> rows) {
        Set<Audience> all = new HashSet<>();
        for (RegionRow row : rows) {
            row.amis.keySet().forEach(account -> all.add(new Audience.Account(new AccountId(account))));
            row.audiences.forEach(audience -> all.add(Audience.parse(audience)));
        }
        return all;
    }

    /** Pieces of at most that many characters, none ending within a surrogate pair. */
    private static List<String> pieces(String text, int maxCharacters) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        do {
            int to = Math.min(text.length(), from + maxCharacters);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            pieces.add(text.substring(from, to));
            from = to;
        } while (from < text.length());
        return pieces;
    }

    /** What the rows of a Region, in their order, say together. */
    static RegionFanOut together(Region region, List<RegionRow> rows) {
        SortedMap<AccountId, AmiId> amis = new TreeMap<>();
        SortedMap<AccountId, Optional<String>> gaps = new TreeMap<>();
        SortedSet<AccountId> unexpected = new TreeSet<>();
        Set<Audience> audiences = new HashSet<>();
        StringBuilder settings = null;
        for (RegionRow row : rows) {
            row.amis.forEach((account, ami) -> amis.put(new AccountId(account), new AmiId(ami)));
            row.gaps.forEach((account, place) -> gaps.put(
                    new AccountId(account),
                    place == NO_REASON ? Optional.empty() : Optional.of(row.reasons.get(place))));
            row.unexpected.forEach(account -> unexpected.add(new AccountId(account)));
            row.audiences.forEach(audience -> audiences.add(Audience.parse(audience)));
            if (row.settings != null) {
                settings = settings == null ? new StringBuilder() : settings;
                settings.append(row.settings);
            }
        }
        return new RegionFanOut(
                region,
                amis,
                gaps,
                unexpected,
                new LaunchPermission(audiences),
                Optional.ofNullable(settings).map(json -> new Settings(json.toString())));
    }

    private static <C extends Collection<?>> C orNull(C all) {
        return all == null || all.isEmpty() ? null : all;
    }

    private static <M extends Map<?, ?>> M orNull(M all) {
        return all == null || all.isEmpty() ? null : all;
    }

    /** Rows that are filled one after the other. */
    private static final class Packing {
        private static final int EACH = 8;

        private final int maxBytes;
        private final List<RegionRow> rows = new ArrayList<>(List.of(new RegionRow()));
        private final Map<String, Integer> reasons = new HashMap<>();
        private int size;

        private Packing(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        /** The row into which these texts go. */
        private RegionRow row(String... texts) {
            int more = EACH;
            for (String text : texts) {
                more += text.getBytes(StandardCharsets.UTF_8).length;
            }
            if (size > 0 && size + more > maxBytes) {
                rows.add(new RegionRow());
                reasons.clear();
                size = 0;
            }
            size += more;
            return last();
        }

        private RegionRow last() {
            return rows.get(rows.size() - 1);
        }

        private boolean isNew(String reason) {
            return !reasons.containsKey(reason);
        }

        /** The place of the reason in the last row. */
        private int reason(String reason) {
            return reasons.computeIfAbsent(reason, text -> {
                last().reasons.add(text);
                return last().reasons.size() - 1;
            });
        }
    }
}
