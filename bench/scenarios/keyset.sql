\set id random(1, 1020000)
\set minute :id / 3
select p.id, p.name, p.price, p.currency, p.category_id, p.is_active, p.image_url, p.thumbnails, p.created_at from grocery.products as p where p.is_active = true and (p.created_at, p.id) < (timestamptz '2024-01-01 00:00:00+00' + :minute * interval '1 minute', :id) order by p.created_at desc, p.id desc limit 21;
