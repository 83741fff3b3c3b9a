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

/** The fan-out of a build in one Region, or a part of it. It is split because a DynamoDB item holds at most 400 KB. */
final class RegionRow {
    /** Account to AMI. */
    private final Map<String, String> amis = new TreeMap<>();
    /** Account to the index of its reason in {@link #reasons}; an empty string if there is no reason. */
    private final Map<String, String> gaps = new TreeMap<>();
    /** Distinct reasons. A reason may be long and apply to many accounts. */
    private final List<String> reasons = new ArrayList<>();

    private final List<String> unexpected = new ArrayList<>();
    private final List<String> audiences = new ArrayList<>();
    /** AMI that nobody is offered to its account and, after a space, the reason. */
    private final Map<String, String> withheld = new TreeMap<>();

    private Optional<String> sharingFailure = Optional.empty();
    /** A part of the Region's settings. */
    private Optional<String> settings = Optional.empty();

    static RegionRow of(StoredItem item) {
        RegionRow row = new RegionRow();
        row.amis.putAll(item.pairs("a"));
        row.gaps.putAll(item.pairs("g"));
        row.reasons.addAll(item.texts("r"));
        row.unexpected.addAll(item.texts("x"));
        row.audiences.addAll(item.texts("l"));
        row.withheld.putAll(item.pairs("w"));
        row.sharingFailure = item.optional("f");
        row.settings = item.optional("s");
        return row;
    }

    /** How many copies it describes, there or missing. */
    int copies() {
        return amis.size() + gaps.size();
    }

    StoredItem item(StoredKey key) {
        return StoredItem.at(key)
                .pairs("a", amis)
                .pairs("g", gaps)
                .texts("r", reasons)
                .texts("x", unexpected)
                .texts("l", audiences)
                .pairs("w", withheld)
                .optional("f", sharingFailure)
                .optional("s", settings);
    }

    /** Splits a Region into rows of about {@code maxBytes} bytes at most. */
    static List<RegionRow> of(RegionFanOut region, int maxBytes) {
        Packing packing = new Packing(maxBytes);
        region.amis()
                .forEach((account, ami) ->
                        packing.row(account.value(), ami.value()).amis.put(account.value(), ami.value()));
        region.gaps().forEach((account, reason) -> {
            RegionRow row =
                    packing.row(account.value(), reason.filter(packing::isNew).orElse(""));
            row.gaps.put(
                    account.value(),
                    reason.map(packing::reason).map(Object::toString).orElse(""));
        });
        region.unexpected()
                .forEach(account -> packing.row(account.value()).unexpected.add(account.value()));
        region.launchPermission().audiences().stream()
                .map(Audience::toString)
                .sorted()
                .forEach(audience -> packing.row(audience).audiences.add(audience));
        region.withheld().forEach((ami, why) -> {
            String accountAndReason = why.account() + " " + why.reason();
            packing.row(ami.value(), accountAndReason).withheld.put(ami.value(), accountAndReason);
        });
        region.sharingFailure().ifPresent(reason -> packing.row(reason).sharingFailure = Optional.of(reason));
        region.settings()
                .ifPresent(settings -> pieces(settings.json(), maxBytes / 4).forEach(piece -> {
                    RegionRow row = packing.row(piece);
                    row.settings = Optional.of(row.settings.orElse("") + piece);
                }));
        return packing.rows;
    }

    /** The audiences that an edition with these rows may have offers for. */
    static Set<Audience> audiences(Collection<RegionRow> rows) {
        Set<Audience> all = new HashSet<>();
        for (RegionRow row : rows) {
            row.amis.keySet().forEach(account -> all.add(new Audience.Account(new AccountId(account))));
            row.audiences.forEach(audience -> all.add(Audience.parse(audience)));
        }
        return all;
    }

    /** The AMIs of these rows, including those that are offered to nobody. */
    static Set<AmiId> amis(Collection<RegionRow> rows) {
        Set<AmiId> all = new HashSet<>();
        for (RegionRow row : rows) {
            row.amis.values().forEach(ami -> all.add(new AmiId(ami)));
            row.withheld.keySet().forEach(ami -> all.add(new AmiId(ami)));
        }
        return all;
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
        SortedMap<AccountId, AmiId> amis = new TreeMap<>();
        SortedMap<AccountId, Optional<String>> gaps = new TreeMap<>();
        SortedSet<AccountId> unexpected = new TreeSet<>();
        Set<Audience> audiences = new HashSet<>();
        SortedMap<AmiId, WithheldAmi> withheld = new TreeMap<>();
        Optional<String> sharingFailure = Optional.empty();
        List<String> settings = new ArrayList<>();
        for (RegionRow row : rows) {
            row.amis.forEach((account, ami) -> amis.put(new AccountId(account), new AmiId(ami)));
            row.gaps.forEach((account, index) -> gaps.put(
                    new AccountId(account),
                    index.isEmpty() ? Optional.empty() : Optional.of(row.reasons.get(Integer.parseInt(index)))));
            row.unexpected.forEach(account -> unexpected.add(new AccountId(account)));
            row.audiences.forEach(audience -> audiences.add(Audience.parse(audience)));
            row.withheld.forEach((ami, why) -> withheld.put(new AmiId(ami), withheld(why)));
            sharingFailure = row.sharingFailure.isPresent() ? row.sharingFailure : sharingFailure;
            settings.addAll(row.settings.stream().toList());
        }
        return new RegionFanOut(
                region,
                amis,
                gaps,
                unexpected,
                withheld,
                new LaunchPermission(audiences),
                sharingFailure,
                settings.isEmpty() ? Optional.empty() : Optional.of(new Settings(String.join("", settings))));
    }

    private static WithheldAmi withheld(String accountAndReason) {
        String[] parts = accountAndReason.split(" ", 2);
        return new WithheldAmi(new AccountId(parts[0]), parts[1]);
    }

    /** Fills rows in sequence and starts a new one when the size limit is reached. */
    private static final class Packing {
        private static final int BYTES_PER_ENTRY = 8;

        private final int maxBytes;
        private final List<RegionRow> rows = new ArrayList<>(List.of(new RegionRow()));
        private final Map<String, Integer> reasons = new HashMap<>();
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
            return last();
        }

        private RegionRow last() {
            return rows.get(rows.size() - 1);
        }

        private boolean isNew(String reason) {
            return !reasons.containsKey(reason);
        }

        /** Returns the index of the reason in the last row; adds the reason if it is new. */
        private int reason(String reason) {
            return reasons.computeIfAbsent(reason, text -> {
                last().reasons.add(text);
                return last().reasons.size() - 1;
            });
        }
    }
}
