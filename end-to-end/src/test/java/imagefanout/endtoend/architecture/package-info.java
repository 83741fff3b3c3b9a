/** Rules for the source of every module. */
package imagefanout.endtoend.architecture;
