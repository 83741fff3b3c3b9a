package imagefanout.model.image;

import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Copy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The output AMIs of one copy: usually one. Several have been seen, and then it is not known which one to use. */
record CopyOutputs(List<OutputAmi> all) {
    static final CopyOutputs NONE = new CopyOutputs(List.of());
    private static final int MAX_NAMED = 10;

    static Map<Copy, CopyOutputs> of(Collection<OutputAmi> outputs) {
        return outputs.stream()
                .collect(Collectors.groupingBy(
                        OutputAmi::copy, Collectors.collectingAndThen(Collectors.toList(), CopyOutputs::new)));
    }

    /** The only AVAILABLE AMI or, if none is AVAILABLE, the only one that exists. */
    Optional<AmiId> ami() {
        List<AmiId> candidates = candidates();
        return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }

    private List<AmiId> candidates() {
        List<AmiId> available = ids(output -> output.state() == ImageState.AVAILABLE);
        return available.isEmpty() ? ids(OutputAmi::exists) : available;
    }

    private List<AmiId> ids(Predicate<OutputAmi> condition) {
        return all.stream()
                .filter(condition)
                .map(OutputAmi::ami)
                .distinct()
                .sorted()
                .toList();
    }

    /** Names the AMIs when there are several. */
    Optional<String> ambiguity() {
        List<AmiId> candidates = candidates();
        return candidates.size() < 2
                ? Optional.empty()
                : Optional.of("Image Builder lists " + candidates.size()
                        + " AMIs for this account and Region, so none is"
                        + " offered: "
                        + candidates.stream().limit(MAX_NAMED).map(AmiId::value).collect(Collectors.joining(", "))
                        + (candidates.size() > MAX_NAMED ? ", …" : ""));
    }

    /** Why there is no {@link #ami}. */
    Optional<String> gapReason() {
        return ambiguity().or(() -> all.stream()
                .flatMap(output -> output.trouble().stream())
                .findFirst());
    }

    /** The AMIs that are not offered, each with the reason. */
    SortedMap<AmiId, String> withheld() {
        SortedMap<AmiId, String> withheld = new TreeMap<>();
        for (OutputAmi output : all) {
            output.trouble().or(this::ambiguity).ifPresent(reason -> withheld.putIfAbsent(output.ami(), reason));
        }
        all.stream()
                .filter(output ->
                        output.state() == ImageState.AVAILABLE && ambiguity().isEmpty())
                .forEach(output -> withheld.remove(output.ami()));
        return withheld;
    }
}
