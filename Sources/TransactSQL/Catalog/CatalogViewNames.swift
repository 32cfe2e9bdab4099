/// The views that scripts can select from, for programs that offer them.
package enum CatalogViewNames {
    /// Every view of the model with its schema, such as `sys.symmetric_keys`.
    package static var all: [String] { CatalogViews.all.map { "sys.\($0.name)" }.sorted() }
}
