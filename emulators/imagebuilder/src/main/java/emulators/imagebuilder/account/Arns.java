package emulators.imagebuilder.account;

import java.util.Locale;

/** The ARNs of one account's resources in one Region. */
public record Arns(String region, String account) {

    public String imageRecipe(String name, Object version) {
        return resource("image-recipe", name) + "/" + version;
    }

    public String infrastructureConfiguration(String name) {
        return resource("infrastructure-configuration", name);
    }

    public String distributionConfiguration(String name) {
        return resource("distribution-configuration", name);
    }

    public String imagePipeline(String name) {
        return resource("image-pipeline", name);
    }

    /** The ARN of an image in all its versions. */
    String image(String name) {
        return resource("image", name);
    }

    private String resource(String kind, String name) {
        return "arn:" + partition() + ":imagebuilder:" + region + ":" + account + ":" + kind + "/" + slug(name);
    }

    private String partition() {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    /** A name as ARNs spell it: "My Example Image" is my-example-image. */
    private static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
