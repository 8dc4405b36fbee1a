-- Takes away what rows that write have written (:rows is how many there were before), and lets the drivers go: each row finds the
-- same tables. What waits for its turn is forgotten too; the rides are locked, because one of them may be at work with a driver.
set client_min_messages = warning;
truncate grocery.orders, grocery.order_items, grocery.idempotency_keys, cafe.order_items, cafe.order_events, workforce.user_starts, workforce.user_words cascade;
delete from cafe.orders where id > :rows;
delete from workforce.users where id > :rows;
delete from todos.todos where id > :rows;
delete from rides_trips.jobs;
delete from rides_drivers.jobs;
delete from rides_trips.outbox;
delete from rides_drivers.outbox;
truncate rides_trips.inbox, rides_drivers.inbox, rides_drivers.asked_rides;
begin;
lock table rides_trips.rides in access exclusive mode;
delete from rides_trips.ride_events;
delete from rides_trips.rides where id > :rows;
commit;
update rides_drivers.drivers set state = 'free', ride = null, round = null, kept_at = null, position_at = now() where state <> 'free' or position_at < now() - interval '30 minutes';
vacuum analyze grocery.orders, grocery.order_items, cafe.orders, cafe.order_items, cafe.order_events, cafe.restaurants, workforce.users, workforce.user_starts, workforce.user_words,
    todos.todos, rides_trips.rides, rides_trips.ride_events, rides_trips.jobs, rides_trips.outbox, rides_drivers.jobs, rides_drivers.outbox, rides_drivers.asked_rides, rides_drivers.drivers;
