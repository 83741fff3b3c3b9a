/**
 * record-image: each notice that a build changed makes the catalog say of it what Image Builder says. Decoding, wiring and
 * the answer belong here; how a build is recorded is {@link imagefanout.model.catalog.RecordImage}.
 */
package imagefanout.recordimage;
