/** One class for each operation on the tables, with the records that it answers. Does not belong here: HTTP, and any rule of the model. */
package imagefanout.queryimages.answers;
