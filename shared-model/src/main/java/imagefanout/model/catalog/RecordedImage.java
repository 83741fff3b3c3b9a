package imagefanout.model.catalog;

import imagefanout.model.image.FanOut;

/** A recorded build and its fan-out, both of the same snapshot. */
public record RecordedImage(RecordedBuild recorded, FanOut fanOut) {}
