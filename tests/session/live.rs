//! What the first figure shows while its pair trains.

use crate::desk::{Desk, small};
use crate::made_up::on_the_way;
use sharp_minima::jobs::Job;

#[test]
fn while_the_pair_trains_the_first_figure_follows_unless_it_shall_stand_still() {
    let mut desk = Desk::new(small(1));
    desk.show_only(&["bowls", "curves"]);
    desk.run(false);
    let found = desk.panel("bowls").headline;
    // Anew: the first two orders are the pair.
    desk.start(false);
    let orders = [desk.next(), desk.next()].map(|order| order.expect("a training"));
    assert_eq!(desk.panel("bowls").headline, found, "nothing has begun");
    for (order, epoch) in orders.iter().zip([2, 1]) {
        let Job::Train(of) = &order.job else {
            panic!("a training, not {:?}", order.job)
        };
        let text = serde_json::to_string(&on_the_way(of, epoch)).expect("plain data");
        desk.progress(order.id, 0.4, Some(&text), 0.0);
    }
    let said = desk.panel("bowls").headline;
    assert!(said.starts_with("SB is at epoch 2 and gets "), "{said}");
    assert!(said.contains("; LB is at epoch 1 and gets "), "{said}");
    assert_eq!(desk.state("bowls").tone, "live");
    desk.keep_still(true);
    assert_eq!(desk.panel("bowls").headline, found);
    desk.keep_still(false);
    for order in &orders {
        desk.finish(order);
    }
    assert!(desk.panel("bowls").headline.starts_with("SB is at epoch 3"));
    desk.work();
    assert_eq!(
        desk.panel("bowls").headline,
        found,
        "equal settings give equal numbers"
    );
}
