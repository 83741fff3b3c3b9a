package imagefanout.model.distribution;

import static java.util.Objects.requireNonNull;

import imagefanout.model.MalformedException;
import imagefanout.model.Sorted;
import imagefanout.model.identity.Region;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.regex.Pattern;

/**
 * A configuration that should exist.
 *
 * @param source the Region to create it in; empty: the first source Region
 * @param amiName the pattern of the AMI's name; required, so that a Region has an output even without target accounts
 * @param tags in addition to {@link GroupTag#KEY}
 * @see <a
 *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateDistributionConfiguration.html">CreateDistributionConfiguration</a>
 */
public record DeclaredConfiguration(
        String name,
        Optional<Region> source,
        SortedSet<Region> regions,
        GroupTag groups,
        String amiName,
        Optional<String> description,
        SortedMap<String, String> tags)
        implements DeclarationRow {
    private static final Pattern NAME = Pattern.compile("[-_A-Za-z0-9][-_A-Za-z0-9 ]{1,126}[-_A-Za-z0-9]");
    private static final Pattern AMI_NAME =
            Pattern.compile("(?=.{1,127}$)[-_A-Za-z0-9{][-_A-Za-z0-9\\s:{}.]+[-_A-Za-z0-9}]");
    private static final int MAX_DESCRIPTION = 1024;
    private static final int MAX_TAGS = 49;
    private static final int MAX_TAG_KEY = 128;
    private static final int MAX_TAG_VALUE = 256;

    public DeclaredConfiguration {
        requireNonNull(source, "source");
        requireNonNull(groups, "groups");
        MalformedException.check(name, NAME, "a configuration name of 3 to 128 letters, digits, spaces, - and _");
        if (regions.isEmpty()) {
            throw new MalformedException("at least one Region", "");
        }
        MalformedException.check(amiName, AMI_NAME, "an AMI name such as golden-{{ imagebuilder:buildDate }}");
        description.ifPresent(text -> {
            if (text.isEmpty() || text.length() > MAX_DESCRIPTION) {
                throw new MalformedException("a description of 1 to " + MAX_DESCRIPTION + " characters", text);
            }
        });
        regions = Sorted.copyOf(regions);
        tags = Sorted.copyOf(tags);
        if (tags.size() > MAX_TAGS) {
            throw new MalformedException(
                    "at most " + MAX_TAGS + " tags", tags.keySet().toString());
        }
        tags.forEach(DeclaredConfiguration::check);
        Optional.ofNullable(tags.get(ParameterName.TAG)).ifPresent(ParameterName::parseTag);
        groups.value();
    }

    /** The SSM parameter that each target account gets. */
    public Optional<ParameterName> parameter() {
        return Optional.ofNullable(tags.get(ParameterName.TAG)).map(ParameterName::parseTag);
    }

    private static void check(String key, String value) {
        boolean reserved = key.toLowerCase(Locale.ROOT).startsWith("aws:") || key.equals(GroupTag.KEY);
        if (reserved || key.isEmpty() || key.length() > MAX_TAG_KEY) {
            throw new MalformedException(
                    "a tag key of 1 to 128 characters that is neither aws:… nor " + GroupTag.KEY, key);
        }
        if (value.length() > MAX_TAG_VALUE) {
            throw new MalformedException("a tag value of at most " + MAX_TAG_VALUE + " characters", value);
        }
    }

    /** Whether the existing configuration is this one. Image Builder derives the last part of the ARN from the name. */
    public boolean names(ConfigurationSummary existing) {
        String inArn = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "-");
        return existing.name().equals(name) || existing.arn().name().equals(inArn);
    }
}
