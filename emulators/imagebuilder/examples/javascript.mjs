// The story from a component to an AVAILABLE image and back to nothing, in the AWS SDK for JavaScript.
// usage: npm install && node javascript.mjs ENDPOINT
import assert from "node:assert/strict";
import { Imagebuilder } from "@aws-sdk/client-imagebuilder";

const client = new Imagebuilder({
  endpoint: process.argv[2] ?? "http://127.0.0.1:8787",
  region: "us-east-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
});

const component = await client.createComponent({
  name: "js story",
  semanticVersion: "1.0.0",
  platform: "Linux",
  data: "name: hello\nschemaVersion: 1.0\nphases:\n  - name: build\n    steps: []\n",
});
const recipe = await client.createImageRecipe({
  name: "js story",
  semanticVersion: "1.0.0",
  parentImage: "arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-x86/x.x.x",
  components: [{ componentArn: component.componentBuildVersionArn }],
});
const infrastructure = await client.createInfrastructureConfiguration({
  name: "js story",
  instanceProfileName: "ImageBuilder",
});
const build = await client.createImage({
  imageRecipeArn: recipe.imageRecipeArn,
  infrastructureConfigurationArn: infrastructure.infrastructureConfigurationArn,
});

let image;
do {
  await new Promise((resolve) => setTimeout(resolve, 50));
  ({ image } = await client.getImage({ imageBuildVersionArn: build.imageBuildVersionArn }));
} while (!["AVAILABLE", "FAILED", "CANCELLED"].includes(image.state.status));
assert.equal(image.state.status, "AVAILABLE");
assert.equal(image.outputResources.amis.length, 1);

await client.deleteImage({ imageBuildVersionArn: build.imageBuildVersionArn });
await assert.rejects(
  client.getImage({ imageBuildVersionArn: build.imageBuildVersionArn }),
  { name: "ResourceNotFoundException" },
);
await client.deleteImageRecipe({ imageRecipeArn: recipe.imageRecipeArn });
await client.deleteComponent({ componentBuildVersionArn: component.componentBuildVersionArn });
await client.deleteInfrastructureConfiguration({
  infrastructureConfigurationArn: infrastructure.infrastructureConfigurationArn,
});
console.log(`JavaScript: ${build.imageBuildVersionArn} was ${image.state.status}, and is deleted`);
