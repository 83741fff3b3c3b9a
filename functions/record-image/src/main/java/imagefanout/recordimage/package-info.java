/**
 * record-image: records each build that a message names, with the data of GetImage. Decoding, wiring and the answer belong
 * here; the use case is {@link imagefanout.model.catalog.RecordImage}.
 */
package imagefanout.recordimage;
