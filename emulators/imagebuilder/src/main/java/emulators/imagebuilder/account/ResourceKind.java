package emulators.imagebuilder.account;

/** The kinds of resources, except images. */
public enum ResourceKind {
    COMPONENT("component"),
    IMAGE_RECIPE("image-recipe"),
    CONTAINER_RECIPE("container-recipe"),
    INFRASTRUCTURE_CONFIGURATION("infrastructure-configuration"),
    DISTRIBUTION_CONFIGURATION("distribution-configuration"),
    IMAGE_PIPELINE("image-pipeline");

    private final String typeInArn;

    ResourceKind(String typeInArn) {
        this.typeInArn = typeInArn;
    }

    String typeInArn() {
        return typeInArn;
    }

    /** Whether a resource can have several versions, each with its own ARN. */
    public boolean isVersioned() {
        return this == COMPONENT || isRecipe();
    }

    public boolean isRecipe() {
        return this == IMAGE_RECIPE || this == CONTAINER_RECIPE;
    }
}
