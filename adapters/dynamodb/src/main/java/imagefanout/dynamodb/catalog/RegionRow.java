package imagefanout.dynamodb.catalog;

import imagefanout.dynamodb.table.StoredItem;
import imagefanout.dynamodb.table.StoredKey;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Audience;
import imagefanout.model.identity.Region;
import imagefanout.model.image.LaunchPermission;
import imagefanout.model.image.RegionFanOut;
import imagefanout.model.image.Settings;
import imagefanout.model.image.WithheldAmi;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The fan-out of a build in one Region, or a part of it. It is split because a DynamoDB item holds at most 400 KB. */
final class RegionRow {
    private final SortedMap<AccountId, AmiId> amis = new TreeMap<>();
    private final SortedMap<AccountId, Optional<String>> gaps = new TreeMap<>();
    private final SortedSet<AccountId> unexpected = new TreeSet<>();
    private final SortedMap<AmiId, WithheldAmi> withheld = new TreeMap<>();
    private final SortedSet<Audience> audiences = new TreeSet<>(Comparator.comparing(Audience::toString));
    private Optional<String> sharingFailure = Optional.empty();
    /** A part of the Region's settings. */
    private Optional<String> settings = Optional.empty();

    static RegionRow of(StoredItem item) {
        RegionRow row = new RegionRow();
        List<String> reasons = item.texts("r");
        item.pairs("a").forEach((account, ami) -> row.amis.put(new AccountId(account), new AmiId(ami)));
        item.pairs("g")
                .forEach((account, index) -> row.gaps.put(
                        new AccountId(account),
                        index.isEmpty() ? Optional.empty() : Optional.of(reasons.get(Integer.parseInt(index)))));
        item.texts("x").forEach(account -> row.unexpected.add(new AccountId(account)));
        item.texts("l").forEach(audience -> row.audiences.add(Audience.parse(audience)));
        item.pairs("w").forEach((ami, accountAndReason) -> {
            String[] parts = accountAndReason.split(" ", 2);
            row.withheld.put(new AmiId(ami), new WithheldAmi(new AccountId(parts[0]), parts[1]));
        });
        row.sharingFailure = item.optional("f");
        row.settings = item.optional("s");
        return row;
    }

    /** A gap has the index of its reason, because a reason may be long and apply to many accounts; or an empty text. */
    StoredItem item(StoredKey key) {
        Map<String, String> accountAmis = new HashMap<>();
        amis.forEach((account, ami) -> accountAmis.put(account.value(), ami.value()));
        Map<String, Integer> reasons = new LinkedHashMap<>();
        gaps.values().forEach(gap -> gap.ifPresent(reason -> reasons.putIfAbsent(reason, reasons.size())));
        Map<String, String> accountGaps = new HashMap<>();
        gaps.forEach((account, reason) -> accountGaps.put(
                account.value(), reason.map(reasons::get).map(Object::toString).orElse("")));
        Map<String, String> withheldAmis = new HashMap<>();
        withheld.forEach((ami, why) -> withheldAmis.put(ami.value(), text(why)));
        return StoredItem.at(key)
                .pairs("a", accountAmis)
                .pairs("g", accountGaps)
                .texts("r", reasons.keySet())
                .texts("x", unexpected)
                .texts("l", audiences)
                .pairs("w", withheldAmis)
                .optional("f", sharingFailure)
                .optional("s", settings);
    }

    private static String text(WithheldAmi why) {
        return why.account() + " " + why.reason();
    }

    /** How many copies it describes, there or missing. */
    int copies() {
        return amis.size() + gaps.size();
    }

    /** The audiences that an edition with this row may have offers for. */
    Stream<Audience> audiences() {
        return Stream.concat(amis.keySet().stream().map(Audience.Account::new), audiences.stream());
    }

    /** The AMIs of this row, including those that are offered to nobody. */
    Stream<AmiId> amis() {
        return Stream.concat(amis.values().stream(), withheld.keySet().stream());
    }

    /** Splits a Region into rows of about {@code maxBytes} bytes at most. */
    static List<RegionRow> of(RegionFanOut region, int maxBytes) {
        Packing packing = new Packing(maxBytes);
        region.amis()
                .forEach((account, ami) ->
                        packing.row(account.value(), ami.value()).amis.put(account, ami));
        region.gaps().forEach((account, reason) -> {
            packing.row(account.value(), reason.filter(packing::isNew).orElse(""))
                    .gaps
                    .put(account, reason);
            reason.ifPresent(packing.reasons::add);
        });
        region.unexpected()
                .forEach(account -> packing.row(account.value()).unexpected.add(account));
        region.launchPermission().audiences().stream()
                .sorted(Comparator.comparing(Audience::toString))
                .forEach(audience -> packing.row(audience.toString()).audiences.add(audience));
        region.withheld()
                .forEach((ami, why) ->
                        packing.row(ami.value(), text(why)).withheld.put(ami, why));
        region.sharingFailure().ifPresent(reason -> packing.row(reason).sharingFailure = Optional.of(reason));
        region.settings().ifPresent(settings -> pieces(settings.json(), maxBytes / 4)
                .forEach(piece -> packing.row(piece).addSettings(piece)));
        return packing.rows;
    }

    private void addSettings(String piece) {
        settings = Optional.of(settings.orElse("") + piece);
    }

    /** Splits the text into pieces of at most {@code maxCharacters}, never within a surrogate pair. */
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

    /** Combines the rows of a Region, given in order. */
    static RegionFanOut together(Region region, List<RegionRow> rows) {
        RegionRow all = new RegionRow();
        for (RegionRow row : rows) {
            all.amis.putAll(row.amis);
            all.gaps.putAll(row.gaps);
            all.unexpected.addAll(row.unexpected);
            all.withheld.putAll(row.withheld);
            all.audiences.addAll(row.audiences);
            row.sharingFailure.ifPresent(reason -> all.sharingFailure = Optional.of(reason));
            row.settings.ifPresent(all::addSettings);
        }
        return new RegionFanOut(
                region,
                all.amis,
                all.gaps,
                all.unexpected,
                all.withheld,
                new LaunchPermission(all.audiences),
                all.sharingFailure,
                all.settings.map(Settings::new));
    }

    /** Fills rows in sequence and starts a new one when the size limit is reached. */
    private static final class Packing {
        private static final int BYTES_PER_ENTRY = 8;

        private final int maxBytes;
        private final List<RegionRow> rows = new ArrayList<>(List.of(new RegionRow()));
        /** The reasons in the last row, which stores each once. */
        private final Set<String> reasons = new HashSet<>();

        private int size;

        private Packing(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        /** Returns the row to add these texts to. */
        private RegionRow row(String... texts) {
            int added = BYTES_PER_ENTRY;
            for (String text : texts) {
                added += text.getBytes(StandardCharsets.UTF_8).length;
            }
            if (size > 0 && size + added > maxBytes) {
                rows.add(new RegionRow());
                reasons.clear();
                size = 0;
            }
            size += added;
            return rows.get(rows.size() - 1);
        }

        private boolean isNew(String reason) {
            return !reasons.contains(reason);
        }
    }
}
