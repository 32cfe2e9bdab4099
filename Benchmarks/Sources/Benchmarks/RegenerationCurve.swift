import Foundation

/// The time of replacing the service master key against the number of databases: what `plot.py` draws.
enum RegenerationCurve {
    /// Prints a table of comma-separated values: a row for each store and size, with nanoseconds.
    static func measure(sizes: [Int]) throws {
        print("store,databases,nanoseconds,floor")
        for store in Regeneration.Store.allCases {
            for size in sizes {
                let figures = try Regeneration.figures(on: store, size)
                print("\(store.rawValue),\(size),\(Int(figures[0])),\(Int(figures[1]))")
            }
        }
    }
}
