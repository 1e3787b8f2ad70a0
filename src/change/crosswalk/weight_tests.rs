use super::*;

fn split(number: i64, amounts: &[u64]) -> Vec<i64> {
    let whole = amounts.iter().sum();
    let weights: Vec<Weight> = amounts.iter().map(|amount| Weight::new(*amount, whole).unwrap()).collect();
    apportion(number, weights.iter())
}

#[test]
fn a_number_is_divided_to_the_last_unit() {
    assert_eq!(split(21, &[260, 160]), [13, 8]);
    assert_eq!(split(10, &[1, 1, 1]), [4, 3, 3], "the first of equal remainders gets what is left");
    assert_eq!(split(-10, &[1, 1, 1]), [-4, -3, -3]);
    assert_eq!(split(0, &[3, 4]), [0, 0]);
    assert_eq!(split(1, &[1, 2]), [0, 1], "the larger remainder");
    assert_eq!(split(2, &[1, 1, 1, 1]), [1, 1, 0, 0]);
    assert_eq!(split(7, &[5]), [7]);
}

#[test]
fn the_ends_of_the_range_do_not_overflow() {
    assert_eq!(split(i64::MAX, &[1]), [i64::MAX]);
    assert_eq!(split(i64::MIN, &[1]), [i64::MIN]);
    assert_eq!(split(i64::MIN, &[1, 1]), [i64::MIN / 2, i64::MIN / 2]);
    assert_eq!(split(i64::MAX, &[u64::MAX / 2, u64::MAX / 2]), [i64::MAX / 2 + 1, i64::MAX / 2]);
    assert_eq!(split(i64::MAX, &[u64::MAX]), [i64::MAX]);
}

#[test]
fn weights_are_in_lowest_terms_and_compare_as_numbers() {
    let weight = |part, whole| Weight::new(part, whole).unwrap();
    assert_eq!((weight(260, 420).numerator(), weight(260, 420).denominator()), (Some(13), Some(21)));
    assert_eq!(weight(7, 7), Weight::one());
    assert!(weight(1, 3) < weight(1, 2) && weight(u64::MAX - 1, u64::MAX) < Weight::one());
    assert!([Weight::new(1, 0), Weight::new(0, 0), Weight::new(4, 3)].iter().all(Option::is_none));
    assert_eq!(weight(0, 4).to_string(), "0");
}

#[test]
fn weights_are_of_any_size() {
    let text = "1/340282366920938463463374607431768211456";
    let tiny: Weight = text.parse().unwrap();
    assert_eq!((tiny.to_string().as_str(), tiny.numerator(), tiny.denominator()), (text, Some(1), None));
    let other = Weight::new(2, 3).unwrap().times(&tiny);
    assert_eq!(other.to_string(), "1/510423550381407695195061911147652317184");
    let amounts = Weight::amounts([&Weight::new(1, 6).unwrap(), &Weight::new(3, 4).unwrap()].into_iter());
    assert_eq!(amounts, [2_u32, 9].map(BigUint::from));
}

#[test]
fn weights_are_read_as_they_are_shown() {
    for weight in
        [Weight::one(), Weight::new(0, 3).unwrap(), Weight::new(13, 21).unwrap(), Weight::new(1, u64::MAX).unwrap()]
    {
        assert_eq!(weight.to_string().parse(), Ok(weight));
    }
    for wrong in ["", "/", "2", "0/0", "3/2", "+1/2", "1/", "1/2/3", " 1/2"] {
        let error = wrong.parse::<Weight>().unwrap_err();
        assert!(error.to_string().contains(&format!("`{wrong}` is no weight")), "{error}");
    }
}
