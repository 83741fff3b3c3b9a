package emulators.imagebuilder.operation;

import emulators.imagebuilder.shape.ListOf;
import emulators.imagebuilder.shape.MapOf;
import emulators.imagebuilder.shape.Shape;
import emulators.imagebuilder.shape.Text;

/** Shapes that requests of several kinds share. */
final class CommonShapes {

    static final Text NON_EMPTY = Text.of(1, 1024);
    static final Shape NON_EMPTY_TEXTS = ListOf.any(NON_EMPTY);
    static final Text NAME = Text.matching("[-_A-Za-z0-9][-_A-Za-z0-9 ]{1,126}[-_A-Za-z0-9]");
    static final Text CLIENT_TOKEN = Text.of(1, 64);
    static final Text ACCOUNT_ID = Text.matching("[0-9]{12}");
    static final Shape TAGS = tags(50);

    private static final String OWN_OR_MANAGED = "(?:[0-9]{12}|aws)";
    private static final String OWN_OR_ANY_MANAGED = "(?:[0-9]{12}|aws(?:-[a-z-]+)?|third-party)";
    private static final String VERSION = "/[0-9]+\\.[0-9]+\\.[0-9]+";
    private static final String VERSION_OR_WILDCARDS = "/(?:[0-9]+|x)\\.(?:[0-9]+|x)\\.(?:[0-9]+|x)";
    private static final String BUILD = VERSION + "/[0-9]+";
    private static final String VERSION_OR_BUILD = "(?:" + VERSION_OR_WILDCARDS + "|" + BUILD + ")";

    static final Text IMAGE_RECIPE_ARN = arn(OWN_OR_MANAGED, "image-recipe", VERSION_OR_WILDCARDS);
    static final Text CONTAINER_RECIPE_ARN = arn(OWN_OR_MANAGED, "container-recipe", VERSION_OR_WILDCARDS);
    static final Text INFRASTRUCTURE_ARN = arn(OWN_OR_MANAGED, "infrastructure-configuration", "");
    static final Text DISTRIBUTION_ARN = arn(OWN_OR_MANAGED, "distribution-configuration", "");
    static final Text PIPELINE_ARN = arn(OWN_OR_MANAGED, "image-pipeline", "");
    static final Text IMAGE_VERSION_ARN = arn(OWN_OR_ANY_MANAGED, "image", VERSION);
    static final Text IMAGE_BUILD_ARN = arn(OWN_OR_ANY_MANAGED, "image", BUILD);
    static final Text IMAGE_ARN = arn(OWN_OR_ANY_MANAGED, "image", VERSION_OR_BUILD);
    static final Text COMPONENT_ARN = arn(OWN_OR_ANY_MANAGED, "component", VERSION_OR_BUILD);

    static final Text WORKFLOW_ARN = Text.matching("arn:aws(?:-[a-z]+)*:imagebuilder:[a-z]{2,}(?:-[a-z]+)+-[0-9]+:"
            + OWN_OR_ANY_MANAGED + ":workflow/(?:build|test|distribution)/[a-z0-9_-]+" + VERSION_OR_BUILD);

    /** The ARN of anything that can have tags. */
    static final Text ANY_ARN = arn(
            OWN_OR_ANY_MANAGED,
            "(?:(?:image|container)-recipe|(?:infrastructure|distribution)-configuration|component|image"
                    + "|image-pipeline|lifecycle-policy|workflow/(?:build|test|distribution))",
            "(?:" + VERSION_OR_WILDCARDS + "(?:/[0-9]+)?)?");

    private CommonShapes() {}

    static Shape tags(int most) {
        return new MapOf(Text.of(1, 128).pattern("(?!aws:)[a-zA-Z0-9\\s_.:/=+\\-@]*"), Text.of(0, 256), most);
    }

    private static Text arn(String owner, String kind, String version) {
        return Text.matching("arn:aws[^:]*:imagebuilder:[^:]+:" + owner + ":" + kind + "/[a-z0-9_-]+" + version);
    }
}
