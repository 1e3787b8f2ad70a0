use super::*;

#[test]
fn placeholder() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Governance>();
}
