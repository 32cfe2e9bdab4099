/// What is stored of a linked server beside its name.
struct LinkedServerDetails: KeyDetails {
    let product: String
    let provider: String
    let dataSource: String?
    let location: String?
    let catalog: String?
}
