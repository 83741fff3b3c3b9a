/** The operations on the tables, one class for each kind of resource, with their answers as records. HTTP does not belong here. */
package imagefanout.queryimages.answers;
